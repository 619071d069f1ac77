import type { components } from '@latch/contracts/account';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

type AuditPage = components['schemas']['AuditLog'];

/** What happened to the account in the last year, the newest first, a page at a time. */
export const auditQuery = (userId: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', userId],
    queryFn: ({ pageParam, signal }) => {
      const params = { query: pageParam === null ? {} : { cursor: pageParam } };
      return whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/audit-log', { params, signal })), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: AuditPage) => page.nextCursor,
    staleTime: 0,
    refetchInterval: recover,
  });
