import { type TodoHandlersOptions, useTodoHandlers } from '../../entities/todo/use-todo-handlers';
import type { Conflict } from '../../model/todos/conflicts';
import type { Editing } from '../../model/todos/use-title-editor';
import { createFolds } from '../../shared/kept/folds';
import type { TodoRowHandlers } from './components/todo-row';

/** Which sections and todos are folded up, and how to fold out what hides one. */
export const { useFolds: useFolded, unfold } = createFolds('latch.folded', 1000);

interface RowHandlersOptions extends TodoHandlersOptions {
  setEditing: (editing: Editing | null) => void;
  focusTodo: (id: string) => void;
}

interface RowHandlers extends TodoRowHandlers, Pick<ReturnType<typeof useTodoHandlers>, 'setCompleted'> {}

/** What becomes of what is pressed on a row. */
export function useRowHandlers(options: RowHandlersOptions): RowHandlers {
  const { actions, setEditing, focusTodo } = options;
  const [, onFold] = useFolded();
  return {
    ...useTodoHandlers(options),
    onFold,
    onEdit: (todo) => setEditing({ seen: todo, text: todo.title }),
    onSave: (seen, title) => actions.edit(seen, { title }),
    onClose: (seen, stay) => {
      setEditing(null);
      if (stay) focusTodo(seen.id);
    },
    onResolve: (conflict: Conflict, keepMine) => {
      actions.resolve(conflict, keepMine);
      focusTodo(conflict.theirs.id);
    },
  };
}
