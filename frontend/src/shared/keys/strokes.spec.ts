import { describe, expect, it } from 'vitest';
import { ariaKeys, hasCommandKey, printedKeys, strokeOf } from './strokes';

function pressed(key: string, held: Partial<KeyboardEvent> = {}) {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...held,
  };
}

describe('strokeOf', () => {
  it.each([
    ['z', {}, 'z'],
    ['Z', { shiftKey: true }, 'Shift+z'],
    ['Z', {}, 'z'],
    ['?', { shiftKey: true }, '?'],
    ['.', {}, '.'],
    [' ', {}, 'Space'],
    ['k', { ctrlKey: true }, 'Control+k'],
    ['k', { metaKey: true }, 'Control+k'],
    ['ArrowUp', { altKey: true }, 'Alt+ArrowUp'],
    ['ArrowUp', { shiftKey: true }, 'Shift+ArrowUp'],
    ['Enter', {}, 'Enter'],
  ])('calls %j with %j %s', (key, held, stroke) => expect(strokeOf(pressed(key, held))).toBe(stroke));

  it('is none for a modifier alone, and while an input method is at work', () => {
    expect(strokeOf(pressed('Shift', { shiftKey: true }))).toBeNull();
    expect(strokeOf(pressed('Enter', { isComposing: true }))).toBeNull();
    expect(strokeOf(pressed('Enter', { isComposing: false, keyCode: 229 })), 'as Safari ends it').toBeNull();
    expect(strokeOf(pressed('Enter', { isComposing: false, keyCode: 13 }))).toBe('Enter');
  });
});

describe('printedKeys', () => {
  it('has a cap for each stroke', () => {
    expect(printedKeys('g i', false)).toEqual(['G', 'I']);
    expect(printedKeys('Control+k', false)).toEqual(['Ctrl K']);
    expect(printedKeys('Alt+ArrowUp', false)).toEqual(['Alt ↑']);
  });

  it('speaks of the keys of a Mac where there are some', () => {
    expect(printedKeys('Control+k', true)).toEqual(['⌘ K']);
    expect(hasCommandKey('MacIntel')).toBe(true);
    expect(hasCommandKey('Linux x86_64')).toBe(false);
  });
});

it('says no sequence as aria-keyshortcuts', () => {
  expect(ariaKeys('g i')).toBeUndefined();
  expect(ariaKeys('Control+k')).toBe('Control+k');
});
