import { ApiError, sentenceOf } from '../../shared/api/errors';
import { announce } from '../../shared/ui/announcements';
import { loadUntilThere } from '../../shared/ui/overlays';
import { quote } from '../../shared/ui/quote';
import type { Toasts } from '../../shared/ui/toast';
import type { Refusal } from '../changes/change-spec';
import { editWhereItWaits, isServersFault, showRefusal } from '../changes/refusal';
import { failuresOf } from '../changes/refused-change';
import type { Changes } from '../changes/use-changes';
import { ConflictError } from './conflicts';
import { markNotesRefused } from './kept-notes';
import type { Todo, TodoPatch } from './todo';
import type { TodoContext } from './todo-context';
import { NeverCreatedError } from './update-todo';

/**
 * What happens when the backend says no to text: the reason in its own words, and one thing to do about it. Text it would
 * not take is edited where it waits. Each returns false for what the usual words are good enough for.
 */
export function todoRefusals(context: TodoContext, changes: Changes, toasts: Toasts) {
  const { userId, replica } = context;
  const say = (refusal: Refusal, error: Error, title: string, action?: { label: string; onPress: () => void }) => {
    showRefusal(toasts, refusal, { title, description: sentenceOf(error), action });
    return true;
  };

  return {
    create(error: Error, refusal: Refusal, todo: Todo): boolean {
      if (isServersFault(error)) return false;
      return say(refusal, error, `${quote(todo.title)} was not added`, editWhereItWaits(refusal));
    },
    update(error: Error, refusal: Refusal, seen: Todo, patch: TodoPatch): boolean {
      const name = quote(seen.title);
      if (error instanceof NeverCreatedError) return true;
      if (error instanceof ConflictError) {
        replica.acknowledge([error.theirs]);
        announce(`${name} was also changed on another device. Choose which version to keep.`);
        return true;
      }
      if (error instanceof ApiError && error.status === 404) {
        const restore = async () => {
          const { bringBackTodo } = await loadUntilThere(() => import('./bring-back'));
          await bringBackTodo(context, changes, [seen, patch], refusal.take);
        };
        const action = { label: 'Restore', onPress: () => void restore() };
        return say(refusal, error, `${name} was deleted on another device`, action);
      }
      if (isServersFault(error)) return false;
      if (patch.notes !== undefined) markNotesRefused(userId, seen.id);
      const edit = patch.title === undefined ? undefined : editWhereItWaits(refusal);
      return say(refusal, error, `${name} was not changed`, edit);
    },
    /** Names those that stood in the way of the others. */
    many(error: Error, refusal: Refusal, todos: readonly Todo[], title: string): boolean {
      if (!(error instanceof ApiError) || error.failures.length === 0) return false;
      showRefusal(toasts, refusal, { title, description: failuresOf(error, todos) });
      return true;
    },
  };
}
