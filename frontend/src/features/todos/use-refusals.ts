import { useQueryClient } from '@tanstack/react-query';
import { ApiError, sentenceOf } from '../../shared/api/errors';
import { type ToastMessage, useToasts } from '../../shared/ui/toast';
import { newTodo } from './api/create-todo';
import type { TodoAnswers, TodoChangeName, TodoChanges } from './api/pending-changes';
import { TodoCache } from './api/todo-cache';
import { ConflictError, NeverCreatedError } from './api/update-todo';
import { keepConflict } from './conflicts';
import { quote } from './quote';
import { patched, type Todo } from './todo';

/** Where typed text goes back to when it was refused. */
export interface RefusalHandlers {
  /** Opens the editor on a todo, with the text of `draft` in it. */
  editAgain: (todo: Todo, draft: Todo) => void;
  /** Puts text back into the field for adding. */
  writeAgain: (title: string) => void;
  announce: (text: string) => void;
}

/** How each kind of change is sent. */
export type Send = { [Name in TodoChangeName]: (variables: TodoChanges[Name]) => Promise<TodoAnswers[Name]> };
/** What happens when each kind of change is refused. */
export type Refusals = { [Name in TodoChangeName]: (error: Error, variables: TodoChanges[Name]) => void };

/**
 * What happens when the backend says no: the reason in its own words, and one thing to do about it. A fault of the
 * server is tried again, text it would not take goes back to where it was typed.
 */
export function useRefusals(userId: string, handlers: RefusalHandlers, again: Send): Refusals {
  const say = useReason();
  const refusedUpdate = useRefusedUpdate(userId, handlers, again);

  return {
    create(error, { todo }) {
      const retry = () => void again.create({ todo: newTodo(todo.title, todo.notes) });
      const write = { label: 'Edit', onPress: () => handlers.writeAgain(todo.title) };
      say(error, `${quote(todo.title)} was not added`, isServersFault(error) ? tryAgain(retry) : write);
    },
    update: refusedUpdate,
    delete(error, variables) {
      const retry = tryAgain(() => void again.delete(variables));
      say(error, `${quote(variables.todo.title)} was not deleted`, retry);
    },
    restore(error, variables) {
      const retry = tryAgain(() => void again.restore(variables));
      say(error, `${quote(variables.todo.title)} did not come back`, retry);
    },
    clear(error, variables) {
      const retry = tryAgain(() => void again.clear(variables));
      say(error, 'Nothing was cleared', retry);
    },
    restoreCleared(error, variables) {
      const retry = tryAgain(() => void again.restoreCleared(variables));
      say(error, 'The cleared todos did not come back', retry);
    },
  };
}

function useRefusedUpdate(userId: string, handlers: RefusalHandlers, again: Send): Refusals['update'] {
  const client = useQueryClient();
  const cache = new TodoCache(client, userId);
  const say = useReason();

  return (error, variables) => {
    const { seen, patch } = variables;
    const name = quote(seen.title);
    if (error instanceof NeverCreatedError) return;
    if (error instanceof ConflictError) {
      cache.acknowledge(error.theirs, variables);
      keepConflict(client, userId, error);
      handlers.announce(`${name} was changed somewhere else. Choose which text to keep.`);
    } else if (isGone(error)) {
      const bringBack = () => {
        void again.restore({ todo: seen });
        void again.update(variables);
      };
      cache.remove(seen.id);
      cache.refreshCounts();
      say(error, `${name} was deleted somewhere else`, { label: 'Bring it back', onPress: bringBack });
    } else if (isServersFault(error)) {
      const retry = tryAgain(() => void again.update(variables));
      say(error, `${name} was not changed`, retry);
    } else {
      const edit = { label: 'Edit', onPress: () => handlers.editAgain(seen, patched(seen, patch)) };
      say(error, `${name} was not changed`, edit);
    }
  };
}

function useReason(): (error: Error, title: string, action: ToastMessage['action']) => void {
  const toasts = useToasts();
  return (error, title, action) => toasts.show({ title, description: sentenceOf(error), tone: 'danger', action });
}

function tryAgain(onPress: () => void): ToastMessage['action'] {
  return { label: 'Try again', onPress };
}

/** Nothing is wrong with what was sent: it may work a moment later. A used id is, but a new todo gets a new one. */
function isServersFault(error: Error): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.status === 409;
}

function isGone(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}
