import type { components } from '@latch/contracts/account';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

type Schemas = components['schemas'];
export type ListedUser = Schemas['ListedUser'];
export type SentInvitation = Schemas['SentInvitation'];
export type AnyonesEvent = Schemas['AdminAuditLog']['items'][number];

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
  staleTime: 0,
  refetchInterval: recover,
};
const query = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** What an administrator sees of all accounts; nothing of anybody's todos. */
export const peopleQueries = {
  all: (userId: string) => ['people', userId] as const,

  /** Who has an account, the newest first, a page at a time. */
  users: (userId: string) =>
    infiniteQueryOptions({
      queryKey: [...peopleQueries.all(userId), 'users'],
      queryFn: ({ pageParam, signal }) => {
        const params = { query: query(pageParam) };
        return whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/admin/users', { params, signal })), signal);
      },
      ...pages,
    }),

  /** Open invitations, the newest first. */
  invitations: (userId: string) =>
    queryOptions({
      queryKey: [...peopleQueries.all(userId), 'invitations'],
      queryFn: ({ signal }) =>
        whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/admin/invitations', { signal })), signal),
      staleTime: 0,
      refetchInterval: recover,
    }),

  /** What happened to all accounts in the last year, the newest first, a page at a time. */
  log: (userId: string) =>
    infiniteQueryOptions({
      queryKey: [...peopleQueries.all(userId), 'log'],
      queryFn: ({ pageParam, signal }) => {
        const params = { query: query(pageParam) };
        const ask = () => unwrap(accountApi.GET('/api/auth/admin/audit-log', { params, signal }));
        return whileSignedIn(userId, ask, signal);
      },
      ...pages,
    }),
};
