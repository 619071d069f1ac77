import type { Todo } from './todo';
import { useCommands } from './use-commands';

interface ListCommands {
  todos: Todo[];
  /** The one that Tab stops at. */
  active: Todo | undefined;
  focusTodo: (id: string) => void;
  edit: (todo: Todo) => void;
  setCompleted: (todo: Todo, completed: boolean) => void;
  remove: (todo: Todo) => void;
  undoLast: () => void;
}

/** What the keys do to the list and to the todo that is at hand. */
export function useListCommands({
  todos,
  active,
  focusTodo,
  edit,
  setCompleted,
  remove,
  undoLast,
}: ListCommands): void {
  const move = (step: number) => {
    const at = active ? todos.indexOf(active) : 0;
    const next = todos[isInList() ? Math.min(Math.max(at + step, 0), todos.length - 1) : at];
    if (next) focusTodo(next.id);
  };
  useCommands({
    next: () => move(1),
    previous: () => move(-1),
    open: () => active && edit(active),
    complete: () => active && setCompleted(active, active.completedAt === null),
    delete: () => active && remove(active),
    undo: undoLast,
    leave: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  });
}

/** Coming from elsewhere, the first key goes to the todo at hand and not past it. */
function isInList(): boolean {
  return Boolean(document.activeElement?.closest('[data-todo-id]'));
}
