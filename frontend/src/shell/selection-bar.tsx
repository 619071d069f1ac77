import BulkBar from '../entities/todo/pickers/bulk-bar';
import type { ListCallbacks, Selection } from '../model/todos/list-callbacks';
import { useTodoActions } from '../model/todos/use-todo-actions';

interface SelectionBarProps {
  userId: string;
  selection: Selection;
  onAction: ListCallbacks['onAction'];
}

/** What can be done with the selection of a list. */
export default function SelectionBar({ userId, selection: { todos, hidden, clear }, onAction }: SelectionBarProps) {
  const actions = useTodoActions(userId);
  return (
    <BulkBar
      {...{ todos, hidden }}
      onComplete={(completed) => actions.setCompleted(todos, completed)}
      onRemove={() => actions.remove(todos)}
      onOpen={(kind, button) => onAction(kind, todos, button)}
      onClear={clear}
    />
  );
}
