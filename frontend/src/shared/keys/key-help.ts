import { type Command, type KeyBinding, keyBindings } from './key-bindings';

/** The headings of the help sheet. */
export type Group = 'Anywhere' | 'Go to' | 'In a list' | 'Change todos' | 'Order' | 'While writing' | 'Two versions';

interface KeyHelp {
  group: Group;
  /** What it does, in the words of the help sheet and of the command palette. */
  does: string;
}

/** Kept out of the first load, which needs the bindings alone. */
const keyHelp: Readonly<Record<Command, KeyHelp>> = {
  search: { group: 'Anywhere', does: 'Search and commands' },
  add: { group: 'Anywhere', does: 'Add a todo' },
  undo: { group: 'Anywhere', does: 'Undo the last change' },
  redo: { group: 'Anywhere', does: 'Redo what was undone' },
  help: { group: 'Anywhere', does: 'Show these keys' },

  goInbox: { group: 'Go to', does: 'Go to Inbox' },
  goCompleted: { group: 'Go to', does: 'Go to Completed' },

  next: { group: 'In a list', does: 'Next todo' },
  previous: { group: 'In a list', does: 'Previous todo' },
  first: { group: 'In a list', does: 'First todo' },
  last: { group: 'In a list', does: 'Last todo' },
  columnBefore: { group: 'In a list', does: 'The column before, on a board' },
  columnAfter: { group: 'In a list', does: 'The next column, on a board' },
  open: { group: 'In a list', does: 'Open' },
  rename: { group: 'In a list', does: 'Edit the title in its place' },
  select: { group: 'In a list', does: 'Select' },
  selectRange: { group: 'In a list', does: 'Select up to here' },
  extendDown: { group: 'In a list', does: 'Select the next one too' },
  extendUp: { group: 'In a list', does: 'Select the one before too' },
  extendToFirst: { group: 'In a list', does: 'Select up to the first' },
  extendToLast: { group: 'In a list', does: 'Select up to the last' },
  selectAll: { group: 'In a list', does: 'Select all' },
  leave: { group: 'In a list', does: 'Leave the selection, or the list' },

  complete: { group: 'Change todos', does: 'Complete or reopen' },
  priority1: { group: 'Change todos', does: 'Priority 1, the most urgent' },
  priority2: { group: 'Change todos', does: 'Priority 2' },
  priority3: { group: 'Change todos', does: 'Priority 3' },
  priority4: { group: 'Change todos', does: 'No priority' },
  due: { group: 'Change todos', does: 'Set the due date' },
  labels: { group: 'Change todos', does: 'Set labels' },
  move: { group: 'Change todos', does: 'Move to…' },
  actions: { group: 'Change todos', does: 'All actions' },
  delete: { group: 'Change todos', does: 'Move to Trash' },

  moveUp: { group: 'Order', does: 'Move up' },
  moveDown: { group: 'Order', does: 'Move down' },
  moveIn: { group: 'Order', does: 'Make a subtask of the todo above; on a board, to the next column' },
  moveOut: { group: 'Order', does: 'Take out of its parent; on a board, to the column before' },

  save: { group: 'While writing', does: 'Save (in notes: a new line)' },
  saveFromNotes: { group: 'While writing', does: 'Leave notes' },
  discard: { group: 'While writing', does: 'Discard (in notes: leave, they are saved)' },

  keepMine: { group: 'Two versions', does: 'Keep mine' },
  keepTheirs: { group: 'Two versions', does: 'Keep the other one' },
};

/** Every key of Latch with its words, in the order of the help sheet. */
export const describedKeys: readonly (KeyBinding & KeyHelp)[] = keyBindings.map((binding) => ({
  ...binding,
  ...keyHelp[binding.command],
}));
