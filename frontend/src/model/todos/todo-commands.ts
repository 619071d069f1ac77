import type { Commands } from '../../shared/keys/use-commands';
import { focusHeading } from '../../shared/ui/lost-focus';
import type { Priority, Todo } from './todo';
import type { ListActions } from './use-todo-actions';

/** Which overlay a key opens for todos. */
type Asked = 'due' | 'repeat' | 'labels' | 'move' | 'actions';

interface TodoCommandHands {
  actions: ListActions;
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
  /** @param anchor what has the focus, for the overlay to lie beside */
  onAction: (kind: Asked, todos: readonly Todo[], anchor: HTMLElement) => void;
}

/** What the keys do to the todo at hand or to all that are selected; nothing where there is none. */
export function todoCommands(todos: readonly Todo[], { actions, setCompleted, onAction }: TodoCommandHands): Commands {
  if (todos.length === 0) return {};
  const ask = (kind: Asked) => () => onAction(kind, todos, anchorNow());
  const priority = (value: Priority) => () => actions.setPriority(todos, value);
  const someAreOpen = todos.some(({ completedAt }) => completedAt === null);
  return {
    complete: () => setCompleted(todos, someAreOpen),
    priority1: priority(1),
    priority2: priority(2),
    priority3: priority(3),
    priority4: priority(4),
    due: ask('due'),
    // A rule begins at the date of its todo.
    ...(todos.length === 1 && { repeat: ask('repeat') }),
    labels: ask('labels'),
    move: ask('move'),
    actions: ask('actions'),
    delete: () => actions.remove(todos),
  };
}

/** Coming from elsewhere, the first key goes to the todo at hand and not past it. */
export function isOnTodo(): boolean {
  return Boolean(document.activeElement?.closest('[data-todo-id]'));
}

/** Ends the selection, or else leaves the todos for the heading above them. */
export function leaveTodos(selected: readonly Todo[], clear: () => void): void {
  if (selected.length > 0) clear();
  else focusHeading();
}

function anchorNow(): HTMLElement {
  return document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
}
