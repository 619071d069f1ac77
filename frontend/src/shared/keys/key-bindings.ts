import type { KeyboardEvent } from 'react';
import { strokeOf } from './strokes';

/** What a key does. */
export type Command =
  | 'help'
  | 'add'
  | 'search'
  | 'undo'
  | 'redo'
  | 'goInbox'
  | 'goCompleted'
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'columnBefore'
  | 'columnAfter'
  | 'open'
  | 'rename'
  | 'select'
  | 'selectRange'
  | 'selectAll'
  | 'extendDown'
  | 'extendUp'
  | 'extendToFirst'
  | 'extendToLast'
  | 'leave'
  | 'complete'
  | 'priority1'
  | 'priority2'
  | 'priority3'
  | 'priority4'
  | 'due'
  | 'labels'
  | 'move'
  | 'actions'
  | 'delete'
  | 'moveUp'
  | 'moveDown'
  | 'moveIn'
  | 'moveOut'
  | 'save'
  | 'saveFromNotes'
  | 'discard'
  | 'keepMine'
  | 'keepTheirs';

/**
 * Where a key works: `everywhere` even while somebody writes, `page` anywhere but in a text field, `list` on a todo (an
 * element with `data-todo-id`, or within it), `writing` in a text field, `conflict` where two versions are compared.
 */
export type Place = 'everywhere' | 'page' | 'list' | 'writing' | 'conflict';

export interface KeyBinding {
  command: Command;
  place: Place;
  /**
   * Strokes as `strokeOf` names them, each a way to the command: a value of `KeyboardEvent.key` (`Space` for the space
   * bar) after `Control+` (Ctrl or ⌘), `Alt+` and `Shift+`. A blank parts the strokes of a sequence: `g i`.
   */
  keys: readonly string[];
}

/** Every key of Latch, in the order of the help sheet. What is said of them is in `key-help.ts`. */
export const keyBindings: readonly KeyBinding[] = [
  { command: 'search', place: 'everywhere', keys: ['Control+k'] },
  { command: 'add', place: 'page', keys: ['q'] },
  { command: 'undo', place: 'page', keys: ['z'] },
  { command: 'redo', place: 'page', keys: ['Shift+z'] },
  { command: 'help', place: 'page', keys: ['?'] },

  { command: 'goInbox', place: 'page', keys: ['g i'] },
  { command: 'goCompleted', place: 'page', keys: ['g c'] },

  { command: 'next', place: 'page', keys: ['j'] },
  { command: 'next', place: 'list', keys: ['ArrowDown'] },
  { command: 'previous', place: 'page', keys: ['k'] },
  { command: 'previous', place: 'list', keys: ['ArrowUp'] },
  { command: 'first', place: 'list', keys: ['Home'] },
  { command: 'last', place: 'list', keys: ['End'] },
  { command: 'columnBefore', place: 'list', keys: ['ArrowLeft'] },
  { command: 'columnAfter', place: 'list', keys: ['ArrowRight'] },
  { command: 'open', place: 'list', keys: ['Enter'] },
  { command: 'rename', place: 'list', keys: ['F2'] },
  { command: 'select', place: 'list', keys: ['x'] },
  { command: 'selectRange', place: 'list', keys: ['Shift+x'] },
  { command: 'extendDown', place: 'list', keys: ['Shift+ArrowDown'] },
  { command: 'extendUp', place: 'list', keys: ['Shift+ArrowUp'] },
  { command: 'extendToFirst', place: 'list', keys: ['Shift+Home'] },
  { command: 'extendToLast', place: 'list', keys: ['Shift+End'] },
  { command: 'selectAll', place: 'page', keys: ['Control+a'] },
  { command: 'leave', place: 'list', keys: ['Escape'] },

  { command: 'complete', place: 'list', keys: ['e', 'Space'] },
  { command: 'priority1', place: 'list', keys: ['1'] },
  { command: 'priority2', place: 'list', keys: ['2'] },
  { command: 'priority3', place: 'list', keys: ['3'] },
  { command: 'priority4', place: 'list', keys: ['4'] },
  { command: 'due', place: 'list', keys: ['d'] },
  { command: 'labels', place: 'list', keys: ['l'] },
  { command: 'move', place: 'list', keys: ['m'] },
  { command: 'actions', place: 'list', keys: ['.'] },
  { command: 'delete', place: 'list', keys: ['Delete', 'Backspace'] },

  { command: 'moveUp', place: 'list', keys: ['Alt+ArrowUp'] },
  { command: 'moveDown', place: 'list', keys: ['Alt+ArrowDown'] },
  { command: 'moveIn', place: 'list', keys: ['Alt+ArrowRight'] },
  { command: 'moveOut', place: 'list', keys: ['Alt+ArrowLeft'] },

  { command: 'save', place: 'writing', keys: ['Enter'] },
  { command: 'saveFromNotes', place: 'writing', keys: ['Control+Enter'] },
  { command: 'discard', place: 'writing', keys: ['Escape'] },

  { command: 'keepMine', place: 'conflict', keys: ['1'] },
  { command: 'keepTheirs', place: 'conflict', keys: ['2'] },
];

/** @returns the first way to a command that works with what is switched on, for a tooltip or a menu; undefined for none */
export function keysFor(command: Command, characterKeys: boolean): string | undefined {
  const all = keyBindings.filter((binding) => binding.command === command).flatMap(({ keys }) => keys);
  return all.find((keys) => characterKeys || !isCharacterKey(keys));
}

/** @returns the binding of what was typed, of the given places; single characters only when they are switched on */
export function bindingFor(typed: string, places: readonly Place[], characterKeys: boolean): KeyBinding | undefined {
  return usable(places, characterKeys).find(({ keys }) => keys.includes(typed));
}

/** Whether a longer binding begins with what was typed. */
export function beginsSequence(typed: string, places: readonly Place[], characterKeys: boolean): boolean {
  return usable(places, characterKeys).some(({ keys }) => keys.some((one) => one.startsWith(`${typed} `)));
}

function usable(places: readonly Place[], characterKeys: boolean): KeyBinding[] {
  return keyBindings
    .filter(({ place }) => places.includes(place))
    .map((binding) => ({ ...binding, keys: binding.keys.filter((keys) => characterKeys || !isCharacterKey(keys)) }));
}

/**
 * Whether keys are letters or signs alone, which WCAG 2.1.4 wants to be able to switch off. The space bar is no such key,
 * and neither is a letter with Ctrl or Alt.
 */
export function isCharacterKey(keys: string): boolean {
  return keys.split(' ').some((stroke) => stroke.replace('Shift+', '').length === 1);
}

/** What a key means while one writes: to save, or to discard. Undefined when it is text. */
export function writingCommand({ nativeEvent }: KeyboardEvent): Command | undefined {
  return bindingFor(strokeOf(nativeEvent) ?? '', ['writing'], false)?.command;
}
