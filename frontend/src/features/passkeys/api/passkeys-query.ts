import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../model/reads';
import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

export type Passkey = components['schemas']['Passkey'];

/** The passkeys of the account, the newest first. */
export const passkeysQuery = (userId: string) =>
  queryOptions({
    queryKey: ['passkeys', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/passkeys', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });
