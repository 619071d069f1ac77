import type { components } from '@latch/contracts/latch';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { recover, settledRead } from '../reads';

export type HistoryPage = components['schemas']['HistoryPage'];
export type HistoryEvent = components['schemas']['Event'];

const PAGE_SIZE = 30;

export const historyQueries = {
  /** The key every history of a person begins with. */
  root: (userId: string) => ['history', userId] as const,

  /** What happened to one thing in the last 30 days, the last first, a page at a time. */
  of: (userId: string, entityId: string) =>
    infiniteQueryOptions({
      queryKey: ['history', userId, entityId] as const,
      queryFn: ({ pageParam, signal }) => {
        const query = { entityId, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) };
        const params = { path: { userId }, query };
        return settledRead(userId, signal, () =>
          unwrap(latchApi.GET('/api/users/{userId}/history', { params, signal })),
        );
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page: HistoryPage) => page.nextCursor,
      refetchInterval: recover,
    }),
};
