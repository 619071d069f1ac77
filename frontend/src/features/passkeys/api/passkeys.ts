import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';
import { whileSignedIn } from '../../../shared/api/session-events';
import { makePasskey } from '../../../shared/passkeys/ceremony';

/** Of a passkey's name in characters, as in the contract. */
export const LONGEST_NAME = 100;

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

/**
 * Makes a passkey and keeps it under a name. The person is asked for their password first where they signed in a while ago.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE` or `TOO_MANY_PASSKEYS`, 422 with `fields`, 429
 * @throws PasskeyError, NotConfirmedError, OutageError
 */
export async function addPasskey(userId: string, name: string): Promise<void> {
  const { options } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/passkeys/registration-options', { body: {} })),
  );
  const response = await makePasskey(options);
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/register', { body: { name, response } })));
}

/**
 * Calls a passkey something else.
 * @throws ApiError 404 `PASSKEY_NOT_FOUND`, 422 with `fields`
 * @throws OutageError
 */
export async function renamePasskey(userId: string, id: string, name: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/rename', { body: { id, name } })));
}

/**
 * Lets nobody sign in by a passkey any more. One that is gone already is as good.
 * @throws ApiError 409 `LAST_WAY_IN` or `LAST_SECOND_FACTOR`
 * @throws NotConfirmedError, OutageError
 */
export async function removePasskey(userId: string, id: string): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/delete', { body: { id } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'PASSKEY_NOT_FOUND')) throw error;
  }
}
