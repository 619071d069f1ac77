import { queryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { recover, settledRead } from '../reads';
import type { Outline } from './outline';

export const outlineQueries = {
  /** Projects, sections, labels and counts, in one answer. */
  outline: (userId: string) =>
    queryOptions<Outline>({
      queryKey: ['outline', userId] as const,
      queryFn: ({ signal }) => {
        const params = { path: { userId } };
        return settledRead(userId, signal, () =>
          unwrap(latchApi.GET('/api/users/{userId}/outline', { params, signal })),
        );
      },
      refetchInterval: recover,
    }),

  /** What would go to Trash with a project. */
  contents: (userId: string, projectId: string) =>
    queryOptions({
      queryKey: ['outline', userId, 'contents', projectId] as const,
      queryFn: ({ signal }) => {
        const params = { path: { userId, projectId } };
        const url = '/api/users/{userId}/projects/{projectId}/contents' as const;
        return settledRead(userId, signal, () => unwrap(latchApi.GET(url, { params, signal })));
      },
      staleTime: 0,
    }),
};
