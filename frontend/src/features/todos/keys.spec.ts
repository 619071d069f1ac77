import { describe, expect, it } from 'vitest';
import { bindingFor, isCharacterKey, isWriting, keyBindings, type Place } from './keys';

function pressed(key: string, held: Partial<KeyboardEvent> = {}) {
  return { key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...held };
}
const commandOf = (key: string, places: Place[], held?: Partial<KeyboardEvent>, characterKeys = true) =>
  bindingFor(pressed(key, held), places, characterKeys)?.command;

describe('the table of keys', () => {
  it.each([
    ['q', 'add'],
    ['j', 'next'],
    ['k', 'previous'],
    ['z', 'undo'],
    ['?', 'help'],
  ])('binds %s on the page', (key, command) => {
    expect(commandOf(key, ['page'])).toBe(command);
  });

  it.each([
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    ['Enter', 'open'],
    [' ', 'complete'],
    ['e', 'complete'],
    ['Delete', 'delete'],
    ['Escape', 'leave'],
  ])('binds %j on a todo alone', (key, command) => {
    expect(commandOf(key, ['page', 'list'])).toBe(command);
    expect(commandOf(key, ['page'])).toBeUndefined();
  });

  it('never binds one key to two things in one place', () => {
    const bound = keyBindings.flatMap(({ keys, place, withControl }) =>
      keys.map((key) => `${place === 'list' ? 'page' : place} ${withControl ? 'Ctrl ' : ''}${key}`),
    );
    expect(new Set(bound).size).toBe(bound.length);
  });

  it('leaves the browser its own shortcuts', () => {
    expect(commandOf('z', ['page'], { ctrlKey: true })).toBeUndefined();
    expect(commandOf('k', ['page'], { metaKey: true })).toBeUndefined();
    expect(commandOf('e', ['page', 'list'], { altKey: true })).toBeUndefined();
  });

  it('waits for an input method to be done', () => {
    expect(commandOf('Enter', ['writing'], { isComposing: true })).toBeUndefined();
  });

  it('tells Enter from Ctrl or ⌘ Enter while writing', () => {
    expect(bindingFor(pressed('Enter'), ['writing'], true)?.withControl).toBeUndefined();
    expect(bindingFor(pressed('Enter', { ctrlKey: true }), ['writing'], true)?.withControl).toBe(true);
    expect(bindingFor(pressed('Enter', { metaKey: true }), ['writing'], true)?.withControl).toBe(true);
  });
});

describe('with letters and signs switched off', () => {
  it('binds no letter and no sign', () => {
    const left = keyBindings.flatMap(({ keys, place }) => keys.filter((key) => commandOf(key, [place], {}, false)));
    expect(left.filter(isCharacterKey)).toEqual([]);
  });

  it('keeps the keys with names', () => {
    expect(commandOf('ArrowDown', ['list'], {}, false)).toBe('next');
    expect(commandOf(' ', ['list'], {}, false)).toBe('complete');
  });
});

describe('isWriting', () => {
  it.each(['<textarea></textarea>', '<input type="text">', '<input type="search">', '<select></select>'])(
    'is so in %s',
    (html) => {
      document.body.innerHTML = html;
      expect(isWriting(document.body.firstElementChild)).toBe(true);
    },
  );

  it.each(['<input type="checkbox">', '<button></button>', '<a href="/"></a>', '<div></div>'])(
    'is not so in %s',
    (html) => {
      document.body.innerHTML = html;
      // jsdom knows no isContentEditable and gives undefined for it.
      expect(isWriting(document.body.firstElementChild)).toBeFalsy();
    },
  );
});
