import { type ReactNode, Suspense, useCallback, useState } from 'react';
import type { NewTodo, Todo } from '../../../model/todos/todo';
import type { AddTodo } from '../../../entities/todo/quick-add/quick-add-line';
import { useAdding } from '../../../model/todos/use-adding';
import { useTodoActionsOnDemand } from '../../../model/changes/changes-on-demand';
import { useCommands } from '../../../shared/keys/use-commands';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import { flatRows } from '../flat-rows';
import type { ListView } from '../use-shown-todos';
import type { Editing } from '../../../model/todos/use-title-editor';
import { ListSkeleton } from './list-skeleton';
import { focusComposer, TodoComposer } from './todo-composer';
import { TodoListArea } from './todo-list-area';

export interface FlatTodoListProps extends ListCallbacks {
  userId: string;
  /** What is completed is shown under a heading for each day. */
  view: ListView;
  /** What the list is of, for screen readers. */
  label: string;
  /** What every todo that is added here has; nothing is added here when it is left out. */
  adds?: Omit<NewTodo, 'title'>;
  /** Shown in the place of an empty list. */
  empty: ReactNode;
}

/** Todos from anywhere, each by itself. Give it what it is of as its key. */
export function FlatTodoList(props: FlatTodoListProps) {
  const { userId, view, label, adds, empty, ...callbacks } = props;
  const [editing, setEditing] = useState<Editing | null>(null);
  const { actions, onceLoaded } = useTodoActionsOnDemand(userId);
  const addTodo = useAdding(userId, actions);
  const add: AddTodo = (...wanted) => onceLoaded(() => void addTodo(...wanted));
  useCommands(adds ? { add: focusComposer } : {});

  const byDay = view.completed ?? false;
  const rowsOf = useCallback((todos: readonly Todo[]) => flatRows(todos, byDay), [byDay]);
  const kind = { view, label, rowsOf, ordered: false, sections: [] };
  return (
    <>
      {adds && <TodoComposer userId={userId} draftName={label} place={adds} onAdd={add} />}
      <Suspense fallback={<ListSkeleton />}>
        <TodoListArea {...{ userId, kind, callbacks, actions, editing, setEditing, empty }} />
      </Suspense>
    </>
  );
}
