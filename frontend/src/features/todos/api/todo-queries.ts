import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../../shared/api/client';
import { caughtUp } from '../../../shared/api/outbox';
import { whileSignedIn } from '../../../shared/api/session-events';
import type { Todo, TodoPage } from '../todo';
import type { TodoFilters } from '../todo-filters';

/** Enough for a first screen on any display, and ten thousand todos in a hundred requests. */
const PAGE_SIZE = 100;
/** Coming back to the tab refreshes at most this many pages; a list scrolled further down is left as it is. */
const PAGES_TO_REFRESH = 5;
const RECOVER_EVERY_MS = 5_000;

/** One page after the other, with the cursor each was asked for. */
export type TodoListData = InfiniteData<TodoPage, string | null>;

const root = (userId: string) => ['todos', userId] as const;
const lists = (userId: string) => [...root(userId), 'list'] as const;

/** After an outage a page recovers by itself, without anyone pressing anything. */
function recover(query: { state: { status: string } }): number | false {
  return query.state.status === 'error' ? RECOVER_EVERY_MS : false;
}

export const todoQueries = {
  /** The key everything of a person's todos begins with. */
  root,
  /** The key every list of a person begins with; the filters follow it. */
  lists,

  /** The todos of a filter, a page at a time. A read follows the changes made before it. */
  list: (userId: string, filters: TodoFilters) =>
    infiniteQueryOptions({
      queryKey: [...lists(userId), filters] as const,
      queryFn: async ({ pageParam, signal }) => {
        await caughtUp(userId);
        return whileSignedIn(userId, () => fetchPage(userId, filters, pageParam, signal), signal);
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page: TodoPage) => page.nextCursor,
      refetchInterval: recover,
      refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= PAGES_TO_REFRESH,
    }),

  /** How many are open and how many completed. */
  counts: (userId: string) =>
    queryOptions({
      queryKey: [...root(userId), 'counts'] as const,
      queryFn: async ({ signal }) => {
        await caughtUp(userId);
        const params = { path: { userId } };
        return whileSignedIn(
          userId,
          () => unwrap(latchApi.GET('/api/users/{userId}/todos/counts', { params, signal })),
          signal,
        );
      },
      refetchInterval: recover,
    }),

  /** What the backend last said about one todo, whatever is shown meanwhile. Kept for as long as the page is. */
  acknowledged: (userId: string, todoId: string) =>
    queryOptions<Todo>({ queryKey: [...root(userId), 'acknowledged', todoId] as const, gcTime: Infinity }),
};

function fetchPage(userId: string, filters: TodoFilters, cursor: string | null, signal: AbortSignal) {
  const query = { ...filters, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
  return unwrap(latchApi.GET('/api/users/{userId}/todos', { params: { path: { userId }, query }, signal }));
}
