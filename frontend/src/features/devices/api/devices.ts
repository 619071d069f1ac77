import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';
import { whileSignedIn } from '../../../shared/api/session-events';

export type Device = components['schemas']['Device'];

/** Where one is signed in: this device first, then the last seen. */
export const devicesQuery = (userId: string) =>
  queryOptions({
    queryKey: ['devices', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/sessions', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });

/**
 * Signs one device out. One that is signed out already is as good.
 * @throws NotConfirmedError, ApiError, OutageError
 */
export async function revokeSession(userId: string, id: string): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/revoke-session', { body: { id } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'SESSION_NOT_FOUND')) throw error;
  }
}

/**
 * Signs all devices out but this one.
 * @returns how many
 * @throws NotConfirmedError, ApiError, OutageError
 */
export async function revokeOtherSessions(userId: string): Promise<number> {
  const { count } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/revoke-other-sessions', { body: {} })),
  );
  return count;
}
