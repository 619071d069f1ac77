import type { components } from '@latch/contracts/latch';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { pageFrom, recover, settledRead } from '../reads';

export type TrashPage = components['schemas']['TrashPage'];
export type Trashed = TrashPage['items'][number];

export const trashQueries = {
  /** What was deleted in the last 30 days, the last first, a page at a time. */
  list: (userId: string) =>
    infiniteQueryOptions({
      queryKey: ['trash', userId] as const,
      queryFn: ({ pageParam, signal }) => {
        const params = { path: { userId }, query: pageFrom(pageParam) };
        return settledRead(userId, signal, () => unwrap(latchApi.GET('/api/users/{userId}/trash', { params, signal })));
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page: TrashPage) => page.nextCursor,
      refetchInterval: recover,
    }),
};
