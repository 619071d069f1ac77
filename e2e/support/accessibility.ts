import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { RunOptions, RunOnly } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everything: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** Not among those by themselves: what is seen of a name is part of it, for who speaks it (WCAG 2.5.3). */
const experimental: RunOptions['rules'] = { 'label-content-name-mismatch': { enabled: true } };

/** What depends on colours alone. */
const colours: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds wrong, in few words. */
export const violations = (page: Page) => runAxe(page, everything, experimental);

/** What axe finds wrong in the colours of a page, in which all else was found right in another theme. */
export const colourViolations = (page: Page) => runAxe(page, colours);

async function runAxe(page: Page, runOnly: RunOnly, rules: RunOptions['rules'] = {}) {
  // The page's own policy would let no page load it, as it comes from elsewhere; once a document is enough.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const options: RunOptions = { runOnly, rules, resultTypes: ['violations'] };
  return page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations: found, passes } = await axe.run(document, asked);
    if (passes.length === 0) throw new Error('axe looked at nothing');
    return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
  }, options);
}
