import type { KeyboardEvent } from 'react';
import { strokeOf } from './strokes';

/** What a key does. */
export type Command =
  | 'help'
  | 'add'
  | 'search'
  | 'find'
  | 'filter'
  | 'inspect'
  | 'undo'
  | 'redo'
  | 'goInbox'
  | 'goToday'
  | 'goUpcoming'
  | 'goCompleted'
  | 'goNeedsYou'
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
  | 'repeat'
  | 'labels'
  | 'move'
  | 'actions'
  | 'delete'
  | 'overdueToToday'
  | 'dayEarlier'
  | 'dayLater'
  | 'weekEarlier'
  | 'weekLater'
  | 'moveUp'
  | 'moveDown'
  | 'moveIn'
  | 'moveOut'
  | 'save'
  | 'saveFromNotes'
  | 'discard'
  | 'keepMine'
  | 'keepTheirs'
  | 'editMine';

/**
 * Where a key works: `everywhere` even while somebody writes, `page` anywhere but in a text field, `list` on a todo (an
 * element with `data-todo-id`, or within it), `writing` in a text field, `conflict` where something
 * waits for an answer.
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
  ...of('everywhere', { search: 'Control+k' }),
  ...of('page', {
    add: 'q',
    undo: 'z',
    redo: 'Shift+z',
    help: '?',
    find: '/',
    filter: 'f',
    inspect: 'w',
    goInbox: 'g i',
    goToday: 'g t',
    goUpcoming: 'g u',
    goCompleted: 'g c',
    goNeedsYou: 'g n',
    next: 'j',
    previous: 'k',
  }),
  ...of('list', {
    next: 'ArrowDown',
    previous: 'ArrowUp',
    first: 'Home',
    last: 'End',
    columnBefore: 'ArrowLeft',
    columnAfter: 'ArrowRight',
    open: 'Enter',
    rename: 'F2',
    select: 'x',
    selectRange: 'Shift+x',
    extendDown: 'Shift+ArrowDown',
    extendUp: 'Shift+ArrowUp',
    extendToFirst: 'Shift+Home',
    extendToLast: 'Shift+End',
  }),
  ...of('page', { selectAll: 'Control+a', overdueToToday: 'o' }),
  ...of('list', {
    leave: 'Escape',
    complete: ['e', 'Space'],
    priority1: '1',
    priority2: '2',
    priority3: '3',
    priority4: '4',
    due: 'd',
    repeat: 'r',
    labels: 'l',
    move: 'm',
    actions: '.',
    delete: ['Delete', 'Backspace'],
    moveUp: 'Alt+ArrowUp',
    moveDown: 'Alt+ArrowDown',
    moveIn: 'Alt+ArrowRight',
    moveOut: 'Alt+ArrowLeft',
    dayEarlier: 'Shift+ArrowLeft',
    dayLater: 'Shift+ArrowRight',
    weekEarlier: 'Alt+Shift+ArrowLeft',
    weekLater: 'Alt+Shift+ArrowRight',
  }),
  ...of('writing', {
    save: 'Enter',
    saveFromNotes: 'Control+Enter',
    discard: 'Escape',
  }),
  ...of('conflict', {
    keepMine: '1',
    keepTheirs: '2',
    editMine: '3',
  }),
];

/** @param commands what each key does, or each of several */
function of(place: Place, commands: Partial<Record<Command, string | string[]>>): KeyBinding[] {
  return Object.entries(commands).map(([command, keys]) => ({
    command: command as Command,
    place,
    keys: [keys].flat(),
  }));
}

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
