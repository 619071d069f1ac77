import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../model/reads';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

export type SecondFactor = components['schemas']['SecondFactor'];

/** Whether a second factor is asked, and what of it there is. */
export const secondFactorQuery = (userId: string) =>
  queryOptions({
    queryKey: ['second-factor', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/second-factor', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });
