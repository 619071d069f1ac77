import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/shared/ui/tokens.css', 'utf8');
const themes = ['light', 'dark'] as const;
const marks = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'brown'];
const surfaces = ['paper', 'raised', 'hover', 'accent-wash', 'danger-wash'];

function colour(token: string, theme: (typeof themes)[number]): string {
  const [, light, dark] = css.match(new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`)) ?? [];
  const found = theme === 'light' ? light : dark;
  if (!found) throw new Error(`tokens.css has no pair of colours for --${token}`);
  return found;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(themes)('colours of the %s theme', (theme) => {
  const ratio = (front: string, back: string) => contrast(colour(front, theme), colour(back, theme));

  it.each(surfaces)('can be read on %s: text 4.5 to 1', (surface) => {
    for (const ink of ['ink', 'ink-soft', 'ink-faint', 'accent', 'danger']) {
      expect(ratio(ink, surface), ink).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(surfaces)('show where controls are on %s: 3 to 1', (surface) => {
    expect(ratio('edge', surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(surfaces)('mark projects and labels on %s: 3 to 1', (surface) => {
    for (const mark of marks) expect(ratio(`mark-${mark}`, surface), mark).toBeGreaterThanOrEqual(3);
  });

  it('can be read on buttons', () => {
    expect(ratio('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('on-accent', 'accent-strong')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('on-danger', 'danger')).toBeGreaterThanOrEqual(4.5);
  });
});
