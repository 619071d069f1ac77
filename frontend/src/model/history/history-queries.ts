import type { components } from '@latch/contracts/latch';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { settledRead } from '../reads';
import { recover } from '../../shared/api/query-client';

export type HistoryPage = components['schemas']['HistoryPage'];
export type HistoryEvent = components['schemas']['Event'];

const PAGE_SIZE = 30;

export const historyQueries = {
  /** What happened to one thing in the last 30 days, the last first, a page at a time. @param version of the thing; another one is another history */
  of: (userId: string, entityId: string, version?: number) =>
    infiniteQueryOptions({
      queryKey: ['history', userId, entityId, version] as const,
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
