import { trashedThings } from '../../replica/flat-views';
import { ApiError, sentenceOf } from '../../shared/api/errors';
import { announce } from '../../shared/ui/announcements';
import { loadUntilThere } from '../../shared/ui/overlays';
import { quote } from '../../shared/ui/quote';
import type { Toasts } from '../../shared/ui/toast';
import { isServersFault } from '../changes/refusal';
import type { Changes } from '../changes/use-changes';
import { ConflictError, keepConflict } from './conflicts';
import { markNotesRefused } from './kept-notes';
import { patched, type Todo, type TodoPatch } from './todo';
import type { TodoContext } from './todo-context';
import { NeverCreatedError, update } from './update-todo';

/** Where typed text goes back to when it was refused. */
export interface RefusalHandlers {
  /** Opens the editor on a todo, with the text of `draft` in it. */
  editAgain?: (todo: Todo, draft: Todo) => void;
  /** Puts text back into the field for adding. */
  writeAgain?: (title: string) => void;
}

/**
 * What happens when the backend says no to text: the reason in its own words, and one thing to do about it. Text it would
 * not take goes back to where it was typed. Each returns false for what the usual words are good enough for.
 */
export function todoRefusals(context: TodoContext, changes: Changes, toasts: Toasts, callbacks: RefusalHandlers = {}) {
  const { client, userId, replica } = context;
  const say = (error: Error, title: string, label: string, onPress: (() => void) | undefined) => {
    const action = onPress && { label, onPress };
    toasts.show({ title, description: sentenceOf(error), tone: 'danger', action });
    return true;
  };

  return {
    create(error: Error, todo: Todo): boolean {
      if (isServersFault(error)) return false;
      const again = callbacks.writeAgain && (() => callbacks.writeAgain?.(todo.title));
      return say(error, `${quote(todo.title)} was not added`, 'Edit', again);
    },
    update(error: Error, seen: Todo, patch: TodoPatch): boolean {
      const name = quote(seen.title);
      if (error instanceof NeverCreatedError) return true;
      if (error instanceof ConflictError) {
        replica.acknowledge([error.theirs]);
        keepConflict(client, userId, error);
        announce(`${name} was also changed on another device. Choose a version.`);
        return true;
      }
      if (error instanceof ApiError && error.status === 404) {
        const bringBack = async () => {
          const { restoration } = await loadUntilThere(() => import('../trash/restoration'));
          // It may have gone along with its parent, its section or its project.
          const id = replica.shown.get('todos', seen.id)?.deletedWith ?? seen.id;
          const found = trashedThings(replica.shown).find((thing) => thing.id === id);
          changes.start(restoration(userId, found ?? { entity: 'todo', id, title: seen.title }));
          changes.start({ ...update(context, seen, patch), fails: `${name} was not changed` });
        };
        return say(error, `${name} was deleted on another device`, 'Restore', () => void bringBack());
      }
      if (isServersFault(error)) return false;
      if (patch.notes !== undefined) markNotesRefused(userId, seen.id);
      const again = callbacks.editAgain && (() => callbacks.editAgain?.(seen, patched(seen, patch)));
      return say(error, `${name} was not changed`, 'Edit', again);
    },
    /** Names those that stood in the way of the others. */
    many(error: Error, todos: readonly Todo[], title: string): boolean {
      if (!(error instanceof ApiError) || error.failures.length === 0) return false;
      const [first] = error.failures;
      const name = todos.find(({ id }) => id === first?.id)?.title ?? '';
      const others = error.failures.length > 1 ? ` And ${error.failures.length - 1} more.` : '';
      toasts.show({ title, description: `${quote(name)}: ${first?.message}${others}`, tone: 'danger' });
      return true;
    },
  };
}
