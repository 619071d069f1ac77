import { useQueryClient } from '@tanstack/react-query';
import type { Conflict } from '../../model/todos/conflicts';
import type { Todo } from '../../model/todos/todo';
import { TodoCache } from '../../model/todos/todo-cache';
import type { TodoActions } from '../../model/todos/use-todo-actions';
import type { TodoRowHandlers } from './components/todo-row';
import { useFolded } from './folded';
import type { ListCallbacks } from '../../model/todos/list-callbacks';
import type { Selecting } from '../../model/todos/use-selection';
import type { Editing } from '../../model/todos/use-title-editor';

interface RowDuties {
  userId: string;
  callbacks: ListCallbacks;
  actions: TodoActions;
  selecting: Selecting;
  linger: (ids: readonly string[]) => void;
  setEditing: (editing: Editing | null) => void;
  setActiveId: (id: string) => void;
  focusTodo: (id: string | null) => void;
  settleConflict: (todoId: string) => void;
}

export interface RowHandlers extends TodoRowHandlers {
  setCompleted: (todos: readonly Todo[], completed: boolean) => void;
}

/** What becomes of what is pressed on a row. */
export function useRowHandlers(duties: RowDuties): RowHandlers {
  const { userId, callbacks, actions, selecting, linger, setEditing, setActiveId, focusTodo, settleConflict } = duties;
  const client = useQueryClient();
  const [, onFold] = useFolded();

  const setCompleted = (todos: readonly Todo[], completed: boolean) => {
    // What is completed along with a todo lingers along with it.
    const ids = todos.map(({ id }) => id);
    linger([...new TodoCache(client, userId).withSubtasks(ids)]);
    actions.setCompleted(todos, completed);
    selecting.drop(ids);
  };
  return {
    setCompleted,
    onFold,
    onActive: (id) => {
      setActiveId(id);
      focusTodo(null);
    },
    onOpen: callbacks.onOpen,
    onEdit: (todo) => setEditing({ seen: todo, text: todo.title }),
    onSetCompleted: (todo, completed) => setCompleted([todo], completed),
    onSelect: (id, range) => (range ? selecting.extendTo(id) : selecting.toggle(id)),
    onMenu: (todo, anchor, at) =>
      callbacks.onAction('actions', selecting.selected.has(todo.id) ? selecting.todos : [todo], anchor, at),
    onSave: (seen, title) => actions.edit(seen, { title }),
    onClose: (seen, stay) => {
      setEditing(null);
      if (stay) focusTodo(seen.id);
    },
    onResolve: ({ theirs, mine }: Conflict, keepMine) => {
      settleConflict(theirs.id);
      if (keepMine) actions.edit(theirs, mine);
      focusTodo(theirs.id);
    },
  };
}
