import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { todosOf } from '../../model/todos/list-data';
import type { Todo } from '../../model/todos/todo';
import type { Rest } from '../../model/todos/use-load-rest';
import type { todoQueries } from '../../model/todos/todo-queries';
import { useLingering } from '../../shared/ui/use-lingering';

/** A list of todos: of a project, of a label, or of what is completed. */
export type ListQuery = ReturnType<typeof todoQueries.project>;

/** The todos of a list, with those that linger and the one being edited; and how more are fetched. */
export function useShownTodos(query: ListQuery, completed: boolean, editedId: string | undefined) {
  const list = useSuspenseInfiniteQuery(query);
  const loaded = useMemo(() => todosOf(list.data), [list.data]);
  const { lingering, linger } = useLingering();
  const todos = useMemo(() => {
    const belongs = ({ id, completedAt }: Todo) =>
      (completedAt !== null) === completed || lingering.has(id) || id === editedId;
    return loaded.filter(belongs);
  }, [loaded, lingering, completed, editedId]);
  const rest: Rest = {
    complete: !list.hasNextPage,
    loading: list.isFetching,
    failures: list.errorUpdateCount,
    loadMore: () => void list.fetchNextPage({ cancelRefetch: false }),
  };
  const nextPage = { loading: list.isFetchingNextPage, failure: list.isFetchNextPageError ? list.error : null };
  return { list, nextPage, rest, todos, linger };
}
