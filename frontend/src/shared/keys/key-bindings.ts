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

/** The headings of the help sheet, in its order. */
export type Group = 'Anywhere' | 'Go to' | 'In a list' | 'Change todos' | 'Order' | 'While writing' | 'Two versions';

export interface KeyBinding {
  command: Command;
  place: Place;
  /**
   * Strokes as `strokeOf` names them, each a way to the command: a value of `KeyboardEvent.key` (`Space` for the space
   * bar) after `Control+` (Ctrl or ⌘), `Alt+` and `Shift+`. A blank parts the strokes of a sequence: `g i`.
   */
  keys: readonly string[];
  group: Group;
  /** What it does, in the words of the help sheet and of the command palette. */
  does: string;
}

/** Every key of Latch: what binds them, and what the help sheet and the command palette show. */
export const keyBindings: readonly KeyBinding[] = [
  { command: 'search', place: 'everywhere', keys: ['Control+k'], group: 'Anywhere', does: 'Search and commands' },
  { command: 'add', place: 'page', keys: ['q'], group: 'Anywhere', does: 'Add a todo' },
  { command: 'undo', place: 'page', keys: ['z'], group: 'Anywhere', does: 'Undo the last change' },
  { command: 'redo', place: 'page', keys: ['Shift+z'], group: 'Anywhere', does: 'Redo what was undone' },
  { command: 'help', place: 'page', keys: ['?'], group: 'Anywhere', does: 'Show these keys' },

  { command: 'goInbox', place: 'page', keys: ['g i'], group: 'Go to', does: 'Go to Inbox' },
  { command: 'goCompleted', place: 'page', keys: ['g c'], group: 'Go to', does: 'Go to Completed' },

  { command: 'next', place: 'page', keys: ['j'], group: 'In a list', does: 'Next todo' },
  { command: 'next', place: 'list', keys: ['ArrowDown'], group: 'In a list', does: 'Next todo' },
  { command: 'previous', place: 'page', keys: ['k'], group: 'In a list', does: 'Previous todo' },
  { command: 'previous', place: 'list', keys: ['ArrowUp'], group: 'In a list', does: 'Previous todo' },
  { command: 'first', place: 'list', keys: ['Home'], group: 'In a list', does: 'First todo' },
  { command: 'last', place: 'list', keys: ['End'], group: 'In a list', does: 'Last todo' },
  {
    command: 'columnBefore',
    place: 'list',
    keys: ['ArrowLeft'],
    group: 'In a list',
    does: 'The column before, on a board',
  },
  {
    command: 'columnAfter',
    place: 'list',
    keys: ['ArrowRight'],
    group: 'In a list',
    does: 'The next column, on a board',
  },
  { command: 'open', place: 'list', keys: ['Enter'], group: 'In a list', does: 'Open' },
  { command: 'rename', place: 'list', keys: ['F2'], group: 'In a list', does: 'Edit the title in its place' },
  { command: 'select', place: 'list', keys: ['x'], group: 'In a list', does: 'Select' },
  { command: 'selectRange', place: 'list', keys: ['Shift+x'], group: 'In a list', does: 'Select up to here' },
  {
    command: 'extendDown',
    place: 'list',
    keys: ['Shift+ArrowDown'],
    group: 'In a list',
    does: 'Select the next one too',
  },
  {
    command: 'extendUp',
    place: 'list',
    keys: ['Shift+ArrowUp'],
    group: 'In a list',
    does: 'Select the one before too',
  },
  { command: 'extendToFirst', place: 'list', keys: ['Shift+Home'], group: 'In a list', does: 'Select up to the first' },
  { command: 'extendToLast', place: 'list', keys: ['Shift+End'], group: 'In a list', does: 'Select up to the last' },
  { command: 'selectAll', place: 'page', keys: ['Control+a'], group: 'In a list', does: 'Select all' },
  { command: 'leave', place: 'list', keys: ['Escape'], group: 'In a list', does: 'Leave the selection, or the list' },

  { command: 'complete', place: 'list', keys: ['e', 'Space'], group: 'Change todos', does: 'Complete or reopen' },
  { command: 'priority1', place: 'list', keys: ['1'], group: 'Change todos', does: 'Priority 1, the most urgent' },
  { command: 'priority2', place: 'list', keys: ['2'], group: 'Change todos', does: 'Priority 2' },
  { command: 'priority3', place: 'list', keys: ['3'], group: 'Change todos', does: 'Priority 3' },
  { command: 'priority4', place: 'list', keys: ['4'], group: 'Change todos', does: 'No priority' },
  { command: 'due', place: 'list', keys: ['d'], group: 'Change todos', does: 'Set the due date' },
  { command: 'labels', place: 'list', keys: ['l'], group: 'Change todos', does: 'Set labels' },
  { command: 'move', place: 'list', keys: ['m'], group: 'Change todos', does: 'Move to…' },
  { command: 'actions', place: 'list', keys: ['.'], group: 'Change todos', does: 'All actions' },
  { command: 'delete', place: 'list', keys: ['Delete', 'Backspace'], group: 'Change todos', does: 'Move to Trash' },

  { command: 'moveUp', place: 'list', keys: ['Alt+ArrowUp'], group: 'Order', does: 'Move up' },
  { command: 'moveDown', place: 'list', keys: ['Alt+ArrowDown'], group: 'Order', does: 'Move down' },
  {
    command: 'moveIn',
    place: 'list',
    keys: ['Alt+ArrowRight'],
    group: 'Order',
    does: 'Make a subtask of the todo above; on a board, to the next column',
  },
  {
    command: 'moveOut',
    place: 'list',
    keys: ['Alt+ArrowLeft'],
    group: 'Order',
    does: 'Take out of its parent; on a board, to the column before',
  },

  { command: 'save', place: 'writing', keys: ['Enter'], group: 'While writing', does: 'Save (in notes: a new line)' },
  {
    command: 'saveFromNotes',
    place: 'writing',
    keys: ['Control+Enter'],
    group: 'While writing',
    does: 'Leave notes',
  },
  {
    command: 'discard',
    place: 'writing',
    keys: ['Escape'],
    group: 'While writing',
    does: 'Discard (in notes: leave, they are saved)',
  },

  { command: 'keepMine', place: 'conflict', keys: ['1'], group: 'Two versions', does: 'Keep mine' },
  { command: 'keepTheirs', place: 'conflict', keys: ['2'], group: 'Two versions', does: 'Keep the other one' },
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
