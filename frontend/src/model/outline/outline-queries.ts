import { queryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { settledRead } from '../reads';

/** What would go to Trash with a project. */
export function projectContentsQuery(userId: string, projectId: string) {
  return queryOptions({
    queryKey: ['project contents', userId, projectId] as const,
    queryFn: ({ signal }) => {
      const params = { path: { userId, projectId } };
      const url = '/api/users/{userId}/projects/{projectId}/contents' as const;
      return settledRead(userId, signal, () => unwrap(latchApi.GET(url, { params, signal })));
    },
    staleTime: 0,
  });
}
