import { useQueryClient } from '@tanstack/react-query';
import { useToasts } from '../../shared/ui/toast';
import { newTodo } from './api/create-todo';
import { TodoCache } from './api/todo-cache';
import { quote } from './quote';
import { inverse, patched, type Todo, type TodoPatch } from './todo';
import type { RefusalHandlers } from './use-refusals';
import { useTodoChanges } from './use-todo-changes';
import { useUndo } from './use-undo';

/** One place for all of them: the newest takes the place of the one before. */
const UNDO_TOAST = 'todo-undo';

/** What the page does when an action asks for it. */
export interface PageHands extends RefusalHandlers {
  /** Moves the focus to a todo as soon as it is there. */
  focusTodo: (id: string) => void;
}

/** Everything that can be done to todos, with its undo, and with what is said about it. */
export function useTodoActions(userId: string, hands: PageHands) {
  const { announce, focusTodo } = hands;
  const cache = new TodoCache(useQueryClient(), userId);
  const toasts = useToasts();
  const undos = useUndo();
  const send = useTodoChanges(userId, hands);

  const offerUndo = (title: string, undo: () => void) => {
    const onPress = undos.push(undo);
    toasts.show({ id: UNDO_TOAST, title, action: { label: 'Undo', onPress } });
  };
  /** @returns what takes the change back */
  const change = (seen: Todo, patch: TodoPatch) => {
    send.update({ seen, patch });
    return () => {
      send.update({ seen: patched(seen, patch), patch: inverse(seen, patch) });
      focusTodo(seen.id);
    };
  };

  return {
    add: (title: string) => {
      const todo = newTodo(title);
      send.create({ todo });
      undos.push(() => send.delete({ todo }));
      announce(`Added ${quote(todo.title)}.`);
    },
    edit: (seen: Todo, patch: TodoPatch) => {
      undos.push(change(seen, patch));
      announce(`Saved ${quote(patch.title ?? seen.title)}.`);
    },
    setCompleted: (seen: Todo, completed: boolean) => {
      const undo = change(seen, { completed });
      offerUndo(`${completed ? 'Completed' : 'Reopened'} ${quote(seen.title)}`, undo);
    },
    delete: (todo: Todo) => {
      send.delete({ todo });
      offerUndo(`Deleted ${quote(todo.title)}`, () => {
        send.restore({ todo });
        focusTodo(todo.id);
      });
    },
    clearCompleted: (count: number) => {
      const todos = cache.loaded().filter((todo) => todo.completedAt !== null);
      const cleared = send.clear({ todos, count });
      const bringBack = async () => {
        const { deletedAt } = await cleared;
        send.restoreCleared({ todos, count, deletedAt });
      };
      // When clearing is refused that is said already, and nothing is there to bring back.
      cleared.catch(() => undefined);
      offerUndo(`Cleared ${count} completed`, () => void bringBack().catch(() => undefined));
    },
    undoLast: () => {
      toasts.dismiss(UNDO_TOAST);
      announce(undos.undoLast() ? 'Undone.' : 'There is nothing to undo.');
    },
  };
}

export type TodoActions = ReturnType<typeof useTodoActions>;
