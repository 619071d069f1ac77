import { type Command, type KeyBinding, keyBindings } from './key-bindings';

/** The headings of the help sheet. */
export type Group =
  'Anywhere' | 'Go to' | 'In a list' | 'Change todos' | 'Order' | 'Today and Upcoming' | 'While writing' | 'Needs you';

interface KeyHelp {
  group: Group;
  /** What it does, in the words of the help sheet and of the command palette. */
  does: string;
}

/** Kept out of the first load, which needs the bindings alone. */
const keyHelp: Readonly<Record<Command, KeyHelp>> = {
  search: { group: 'Anywhere', does: 'Search and commands' },
  find: { group: 'Anywhere', does: 'Search todos' },
  filter: { group: 'Anywhere', does: 'Filter todos' },
  inspect: { group: 'Anywhere', does: 'Why is a todo here, or not?' },
  add: { group: 'Anywhere', does: 'Add a todo' },
  undo: { group: 'Anywhere', does: 'Undo the last change' },
  redo: { group: 'Anywhere', does: 'Redo' },
  help: { group: 'Anywhere', does: 'Show keyboard shortcuts' },

  goInbox: { group: 'Go to', does: 'Go to Inbox' },
  goToday: { group: 'Go to', does: 'Go to Today' },
  goUpcoming: { group: 'Go to', does: 'Go to Upcoming' },
  goCompleted: { group: 'Go to', does: 'Go to Completed' },
  goNeedsYou: { group: 'Go to', does: 'Go to Needs you' },

  next: { group: 'In a list', does: 'Next todo' },
  previous: { group: 'In a list', does: 'Previous todo' },
  first: { group: 'In a list', does: 'First todo' },
  last: { group: 'In a list', does: 'Last todo' },
  columnBefore: { group: 'In a list', does: 'Previous column (board)' },
  columnAfter: { group: 'In a list', does: 'Next column (board)' },
  open: { group: 'In a list', does: 'Open' },
  rename: { group: 'In a list', does: 'Edit title' },
  select: { group: 'In a list', does: 'Select' },
  selectRange: { group: 'In a list', does: 'Select a range' },
  extendDown: { group: 'In a list', does: 'Extend the selection down' },
  extendUp: { group: 'In a list', does: 'Extend the selection up' },
  extendToFirst: { group: 'In a list', does: 'Extend the selection to the first' },
  extendToLast: { group: 'In a list', does: 'Extend the selection to the last' },
  selectAll: { group: 'In a list', does: 'Select all' },
  leave: { group: 'In a list', does: 'Clear the selection, or leave the list' },

  complete: { group: 'Change todos', does: 'Complete or reopen' },
  priority1: { group: 'Change todos', does: 'Priority 1 (highest)' },
  priority2: { group: 'Change todos', does: 'Priority 2' },
  priority3: { group: 'Change todos', does: 'Priority 3' },
  priority4: { group: 'Change todos', does: 'No priority' },
  due: { group: 'Change todos', does: 'Set the due date' },
  repeat: { group: 'Change todos', does: 'Set how it repeats' },
  labels: { group: 'Change todos', does: 'Set labels' },
  move: { group: 'Change todos', does: 'Move to…' },
  actions: { group: 'Change todos', does: 'All actions' },
  delete: { group: 'Change todos', does: 'Move to Trash' },

  moveUp: { group: 'Order', does: 'Move up' },
  moveDown: { group: 'Order', does: 'Move down' },
  moveIn: { group: 'Order', does: 'Make a subtask of the todo above (board: move right)' },
  moveOut: { group: 'Order', does: 'Move out of the parent (board: move left)' },

  overdueToToday: { group: 'Today and Upcoming', does: 'Move all overdue to today' },
  dayEarlier: { group: 'Today and Upcoming', does: 'A day earlier' },
  dayLater: { group: 'Today and Upcoming', does: 'A day later' },
  weekEarlier: { group: 'Today and Upcoming', does: 'A week earlier' },
  weekLater: { group: 'Today and Upcoming', does: 'A week later' },

  save: { group: 'While writing', does: 'Save (in notes: new line)' },
  saveFromNotes: { group: 'While writing', does: 'Save and close notes' },
  discard: { group: 'While writing', does: 'Discard (in notes: save and close)' },

  keepMine: { group: 'Needs you', does: 'Keep mine, or try again' },
  keepTheirs: { group: 'Needs you', does: 'Take theirs, or discard' },
  editMine: { group: 'Needs you', does: 'Edit and try again' },
};

/** Every key of Latch with its words, in the order of the help sheet. */
export const describedKeys: readonly (KeyBinding & KeyHelp)[] = keyBindings.map((binding) => ({
  ...binding,
  ...keyHelp[binding.command],
}));
