import { describe, expect, it } from 'vitest';
import { beginsSequence, bindingFor, isCharacterKey, keyBindings, keysFor, type Place } from './key-bindings';

const commandOf = (typed: string, places: Place[], characterKeys = true) =>
  bindingFor(typed, places, characterKeys)?.command;

describe('the table of keys', () => {
  it.each([
    ['q', 'add'],
    ['j', 'next'],
    ['k', 'previous'],
    ['z', 'undo'],
    ['Shift+z', 'redo'],
    ['?', 'help'],
    ['g i', 'goInbox'],
    ['g c', 'goCompleted'],
  ])('binds %s on the page', (typed, command) => expect(commandOf(typed, ['page'])).toBe(command));

  it.each([
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    ['Enter', 'open'],
    ['Space', 'complete'],
    ['e', 'complete'],
    ['x', 'select'],
    ['Shift+x', 'selectRange'],
    ['1', 'priority1'],
    ['4', 'priority4'],
    ['d', 'due'],
    ['l', 'labels'],
    ['m', 'move'],
    ['.', 'actions'],
    ['Delete', 'delete'],
    ['Backspace', 'delete'],
    ['Alt+ArrowUp', 'moveUp'],
    ['Alt+ArrowLeft', 'moveOut'],
    ['Escape', 'leave'],
  ])('binds %s on a todo alone', (typed, command) => {
    expect(commandOf(typed, ['page', 'list'])).toBe(command);
    expect(commandOf(typed, ['page'])).toBeUndefined();
  });

  it('never binds one thing typed to two commands in one place', () => {
    const bound = keyBindings.flatMap(({ keys, place }) =>
      keys.map((typed) => `${place === 'list' || place === 'everywhere' ? 'page' : place}: ${typed}`),
    );
    expect(new Set(bound).size).toBe(bound.length);
  });

  it('binds nothing that begins a sequence by itself', () => {
    const starts = keyBindings.flatMap(({ keys }) =>
      keys.filter((typed) => typed.includes(' ')).map(([first]) => first),
    );
    for (const start of starts) expect(commandOf(start ?? '', ['page', 'list'])).toBeUndefined();
    expect(beginsSequence('g', ['page'], true)).toBe(true);
    expect(beginsSequence('i', ['page'], true)).toBe(false);
  });
});

describe('with letters and signs switched off', () => {
  it('binds no letter, no sign and no sequence of them', () => {
    const left = keyBindings.flatMap(({ keys, place }) => keys.filter((typed) => commandOf(typed, [place], false)));
    expect(left.filter(isCharacterKey)).toEqual([]);
    expect(beginsSequence('g', ['page'], false)).toBe(false);
  });

  it('keeps the keys with names, and letters with Ctrl or Alt', () => {
    expect(commandOf('Space', ['list'], false)).toBe('complete');
    expect(commandOf('Alt+ArrowUp', ['list'], false)).toBe('moveUp');
    expect(commandOf('Control+k', ['everywhere'], false)).toBe('search');
  });

  it('shows another way to the same, or none', () => {
    expect(keysFor('complete', true)).toBe('e');
    expect(keysFor('complete', false)).toBe('Space');
    expect(keysFor('undo', false)).toBeUndefined();
  });
});
