import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../model/reads';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

export type ProviderId = components['schemas']['ProviderId'];
export type Provider = components['schemas']['Options']['providers'][number];
export type LinkedProvider = components['schemas']['LinkedProviders']['items'][number];

/** The accounts elsewhere that sign in to this one. */
export const linkedProvidersQuery = (userId: string) =>
  queryOptions({
    queryKey: ['linked-providers', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/linked-providers', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });
