import { useQueryClient } from '@tanstack/react-query';
import type { ListCallbacks } from '../../model/todos/list-callbacks';
import type { Todo } from '../../model/todos/todo';
import { syncedReplica } from '../../replica/synced-replica';
import type { Selecting } from '../../model/todos/use-selection';
import type { ListActions } from '../../model/todos/use-todo-actions';
import type { TodoItemHandlers } from './todo-item';

export interface TodoHandlersOptions {
  userId: string;
  callbacks: ListCallbacks;
  actions: ListActions;
  selecting: Selecting;
  linger: (ids: readonly string[]) => void;
  onActive: (id: string) => void;
}

interface TodoHandlers extends TodoItemHandlers {
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
}

/** What becomes of what is pressed on a todo of a list or a board. */
export function useTodoHandlers(options: TodoHandlersOptions): TodoHandlers {
  const { userId, callbacks, actions, selecting, linger, onActive } = options;
  const client = useQueryClient();
  const setCompleted = (todos: readonly Todo[], completed: boolean) => {
    // What is completed along with a todo lingers along with it.
    const ids = todos.map(({ id }) => id);
    linger([...syncedReplica(client, userId).replica.shown.withSubtasks(ids)]);
    actions.setCompleted(todos, completed);
    selecting.drop(ids);
  };
  return {
    setCompleted,
    onActive,
    onOpen: callbacks.onOpen,
    onSetCompleted: (todo, completed) => setCompleted([todo], completed),
    onSelect: (id, range) => (range ? selecting.extendTo(id) : selecting.toggle(id)),
    onMenu: (todo, anchor, at) =>
      callbacks.onAction('actions', selecting.selected.has(todo.id) ? selecting.todos : [todo], anchor, at),
  };
}
