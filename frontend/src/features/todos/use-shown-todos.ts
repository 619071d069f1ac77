import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { todosOf } from './api/todo-list-data';
import { todoQueries } from './api/todo-queries';
import type { Todo } from './todo';
import { matchesStatus, type TodoFilters } from './todo-filters';
import { useLingering } from './use-lingering';
import { withEdited } from './with-edited';

/** The todos a filter shows, with those that linger and the one being edited; and how more are fetched. */
export function useShownTodos(userId: string, filters: TodoFilters, edited: Todo | undefined) {
  const list = useSuspenseInfiniteQuery(todoQueries.list(userId, filters));
  const loaded = useMemo(() => todosOf(list.data), [list.data]);
  const { lingering, linger } = useLingering();
  const todos = useMemo(() => {
    const taken = loaded.filter((todo) => matchesStatus(todo, filters.status) || lingering.has(todo.id));
    return withEdited(taken, edited, filters);
  }, [loaded, lingering, edited, filters]);
  return { list, todos, linger };
}
