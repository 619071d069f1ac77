import { useQueryClient } from '@tanstack/react-query';
import { newTodo } from './api/create-todo';
import { TodoCache } from './api/todo-cache';
import { quote } from './quote';
import { inverse, patched, type Todo, type TodoPatch } from './todo';
import type { RefusalHandlers } from './use-refusals';
import { useTodoChanges } from './use-todo-changes';
import { useUndoOffer } from './use-undo-offer';

/** What the page does when an action asks for it. */
export interface PageHands extends RefusalHandlers {
  /** Moves the focus to a todo as soon as it is there. */
  focusTodo: (id: string) => void;
}

/** Everything that can be done to todos, with its undo, and with what is said about it. */
export function useTodoActions(userId: string, hands: PageHands) {
  const { announce, focusTodo } = hands;
  const cache = new TodoCache(useQueryClient(), userId);
  const undos = useUndoOffer();
  const send = useTodoChanges(userId, hands);

  const undoOf = (seen: Todo, patch: TodoPatch) => () => {
    void send.update({ seen: patched(seen, patch), patch: inverse(seen, patch) });
    focusTodo(seen.id);
  };

  return {
    add: (title: string) => {
      const todo = newTodo(title);
      undos.remember(send.create({ todo }), () => void send.delete({ todo }));
      announce(`Added ${quote(todo.title)}.`);
    },
    edit: (seen: Todo, patch: TodoPatch) => {
      undos.remember(send.update({ seen, patch }), undoOf(seen, patch));
      announce(`Saved ${quote(patch.title ?? seen.title)}.`);
    },
    setCompleted: (seen: Todo, completed: boolean) => {
      const sent = send.update({ seen, patch: { completed } });
      undos.offer(`${completed ? 'Completed' : 'Reopened'} ${quote(seen.title)}`, sent, undoOf(seen, { completed }));
    },
    delete: (todo: Todo) => {
      undos.offer(`Deleted ${quote(todo.title)}`, send.delete({ todo }), () => {
        void send.restore({ todo });
        focusTodo(todo.id);
      });
    },
    clearCompleted: (count: number) => {
      const todos = cache.loaded().filter((todo) => todo.completedAt !== null);
      const cleared = send.clear({ todos, count });
      const bringBack = ({ deletedAt }: { deletedAt: string }) => send.restoreCleared({ todos, count, deletedAt });
      undos.offer(`Cleared ${count} completed`, cleared, () => void cleared.then(bringBack).catch(() => undefined));
    },
    undoLast: () => announce(undos.undoLast() ? 'Undone.' : 'There is nothing to undo.'),
  };
}

export type TodoActions = ReturnType<typeof useTodoActions>;
