import { infiniteQueryOptions, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { pageFrom, settledRead } from '../../../model/reads';
import { recover } from '../../../shared/api/query-client';
import type { TodoPage } from '../../../model/todos/todo';
import { syncedReplica } from '../../../replica/synced-replica';
import { latchApi, unwrap } from '../../../shared/api/client';
import { sentenceOf } from '../../../shared/api/errors';
import { MoreOnScroll } from '../../../shared/ui/more-on-scroll';

interface OlderCompletedProps {
  userId: string;
  /** Shown when there is nothing at all; false while there is something. */
  empty: ReactNode;
}

/** The end of Completed: what was completed before the replica's time is fetched as it comes near. */
export default function OlderCompleted({ userId, empty }: OlderCompletedProps) {
  const [begun, begin] = useState(false);
  const client = useQueryClient();
  const older = useInfiniteQuery({ ...completedQuery(client, userId), enabled: begun || empty !== false });
  const next = older.isPending
    ? { hasNextPage: true, fetchNextPage: () => begin(true) }
    : { hasNextPage: older.hasNextPage, fetchNextPage: older.fetchNextPage };
  return (
    <>
      {older.error && <p role="alert">{sentenceOf(older.error)}</p>}
      {older.isSuccess && !older.hasNextPage && empty}
      <MoreOnScroll {...older} {...next} />
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
        replica.addOlder(page.items);
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
