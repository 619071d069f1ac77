import { infiniteQueryOptions, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { pageFrom, recover, settledRead } from '../../../model/reads';
import type { TodoPage } from '../../../model/todos/todo';
import { syncedReplica } from '../../../replica/synced-replica';
import { latchApi, unwrap } from '../../../shared/api/client';
import { sentenceOf } from '../../../shared/api/errors';
import { MoreOnScroll } from '../../../shared/ui/more-on-scroll';

interface OlderCompletedProps {
  userId: string;
  /** Shown where there is nothing at all. */
  empty: ReactNode;
}

/** The end of Completed: what was completed before the replica's time is fetched as it comes near. */
export default function OlderCompleted({ userId, empty }: OlderCompletedProps) {
  const older = useInfiniteQuery(completedQuery(useQueryClient(), userId));
  return (
    <>
      {older.error && <p role="alert">{sentenceOf(older.error)}</p>}
      {older.isSuccess && !older.hasNextPage && empty}
      <MoreOnScroll {...older} />
    </>
  );
}

/** What is completed, the last one first, until something comes that the replica did not have; it has it then. */
function completedQuery(client: QueryClient, userId: string) {
  return infiniteQueryOptions({
    queryKey: ['completed', userId] as const,
    queryFn: async ({ pageParam, signal }) => {
      const { replica } = syncedReplica(client, userId);
      for (let cursor = pageParam; ;) {
        const page = await fetchCompleted(userId, cursor, signal);
        const isNews = page.items.some(({ id }) => !replica.shown.live(id));
        replica.acknowledge(page.items);
        if (isNews || page.nextCursor === null) return page;
        cursor = page.nextCursor;
      }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: TodoPage) => page.nextCursor,
    staleTime: Infinity,
    refetchInterval: recover,
  });
}

function fetchCompleted(userId: string, cursor: string | null, signal: AbortSignal): Promise<TodoPage> {
  const params = { path: { userId }, query: { ...pageFrom(cursor), status: 'completed' as const } };
  return settledRead(userId, signal, () => unwrap(latchApi.GET('/api/users/{userId}/todos', { params, signal })));
}
