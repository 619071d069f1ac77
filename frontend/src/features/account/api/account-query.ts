import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../model/reads';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

export type Account = components['schemas']['Account'];
export type User = Account['user'];

/** What the account is like. An address is confirmed in another tab as a rule, so it is looked up anew each time. */
export const accountQuery = (userId: string) =>
  queryOptions({
    queryKey: ['account', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/account', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });
