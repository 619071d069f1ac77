import { useQueryClient } from '@tanstack/react-query';
import type { Todo } from '../../model/todos/todo';
import { TodoCache } from '../../model/todos/todo-cache';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import type { ListCallbacks } from '../../model/todos/list-callbacks';
import type { CardHandlers } from './components/board-card';
import type { Selecting } from '../../model/todos/use-selection';

interface CardDuties {
  userId: string;
  actions: TodoActions;
  callbacks: ListCallbacks;
  selection: Selecting;
  linger: (ids: readonly string[]) => void;
  onActive: (id: string) => void;
}

interface Handlers extends CardHandlers {
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
}

/** What becomes of what is pressed on a card. */
export function useCardHandlers({ userId, actions, callbacks, selection, linger, onActive }: CardDuties): Handlers {
  const client = useQueryClient();
  const setCompleted = (todos: readonly Todo[], completed: boolean) => {
    // What is completed along with a todo lingers along with it.
    const ids = todos.map(({ id }) => id);
    linger([...new TodoCache(client, userId).withSubtasks(ids)]);
    actions.setCompleted(todos, completed);
    selection.drop(ids);
  };
  return {
    setCompleted,
    onActive,
    onOpen: callbacks.onOpen,
    onSetCompleted: (todo, completed) => setCompleted([todo], completed),
    onSelect: (id, range) => (range ? selection.extendTo(id) : selection.toggle(id)),
    onMenu: (todo, anchor, at) =>
      callbacks.onAction('actions', selection.selected.has(todo.id) ? selection.todos : [todo], anchor, at),
  };
}
