import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
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

export type AuthenticatorSetUp = components['schemas']['AuthenticatorSetUp'];
/** The password, of an account that has one. */
export type StepUpAuth = components['schemas']['StepUpAuth'];

/**
 * Begins to use an authenticator app. Nothing is asked at sign-in until a code of it was confirmed.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export function setUpAuthenticator(userId: string, body: StepUpAuth): Promise<AuthenticatorSetUp> {
  return asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/set-up', { body })));
}

/**
 * Turns the second factor on, by a code of the app.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws OutageError
 */
export async function confirmAuthenticator(userId: string, code: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/confirm', { body: { code } })));
}

/**
 * Turns the second factor on, with the passkeys there are.
 * @returns the recovery codes, which are shown this one time
 * @throws ApiError 409 `NO_PASSKEY`, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function turnOnWithPasskeys(userId: string, body: StepUpAuth): Promise<string[]> {
  const { recoveryCodes } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/use-passkeys', { body })),
  );
  return recoveryCodes;
}

/**
 * Makes new recovery codes, which end the old ones.
 * @returns the codes, which are shown this one time
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function renewRecoveryCodes(userId: string, body: StepUpAuth): Promise<string[]> {
  const { recoveryCodes } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/recovery-codes', { body })),
  );
  return recoveryCodes;
}

/**
 * Lets all browsers be asked for the second factor again.
 * @returns how many were not asked until now
 * @throws ApiError, OutageError
 */
export async function forgetTrusted(userId: string): Promise<number> {
  const { count } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/forget-trusted', { body: {} })),
  );
  return count;
}

/**
 * Lets sign-in ask for no second factor any more: forgets the app, the recovery codes and all trusted browsers.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function turnOff(userId: string, body: StepUpAuth): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/turn-off', { body })));
}
