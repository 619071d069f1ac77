import type { SearchQuery } from '@latch/domain/search/search-query';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { useTodoActionsOnDemand } from '../../../model/changes/changes-on-demand';
import type { SearchView } from '../../../model/search/search-view';
import type { ListCallbacks } from '../../../model/todos/list-callbacks';
import type { Todo } from '../../../model/todos/todo';
import type { Editing } from '../../../model/todos/use-title-editor';
import { searchRows } from '../search-rows';
import { ListSkeleton } from './list-skeleton';
import { TodoListArea } from './todo-list-area';

interface SearchListProps extends ListCallbacks {
  userId: string;
  view: SearchView;
  query: SearchQuery;
  /** What only the server had. */
  older: ReadonlySet<string>;
  /** Shown in the place of an empty list. */
  empty: ReactNode;
  /** Shown below everything. */
  foot: ReactNode;
}

/** What was found, with what was searched for marked in it. */
export function SearchList({ userId, view, query, older, empty, foot, ...callbacks }: SearchListProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const { actions } = useTodoActionsOnDemand(userId);
  const rowsOf = useCallback((todos: readonly Todo[]) => searchRows(todos, query, older), [query, older]);
  const kind = { view, label: 'Todos found', rowsOf, ordered: false, sections: [] };
  return (
    <Suspense fallback={<ListSkeleton />}>
      <TodoListArea {...{ userId, kind, callbacks, actions, editing, setEditing, empty, foot }} />
    </Suspense>
  );
}
