import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import { whileSignedIn } from '../../../shared/api/session-events';
import { askForPasskey } from '../../../shared/passkeys/ceremony';

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

/**
 * Changes how one is called.
 * @throws ApiError 422 with `fields`
 * @throws OutageError
 */
export async function updateName(userId: string, name: string): Promise<User> {
  const { user } = await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/update-user', { body: { name } })));
  return user;
}

/**
 * Asks for another address. Nothing changes until the links in the mails were opened.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function changeEmail(userId: string, newEmail: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/change-email', { body: { newEmail } })));
}

export interface Passwords {
  currentPassword: string;
  newPassword: string;
}

/**
 * Changes the password, which signs all other devices out.
 * @throws ApiError 422 with `fields`, 429
 * @throws OutageError
 */
export async function changePassword(userId: string, passwords: Passwords): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/change-password', { body: passwords })));
}

/**
 * Chooses a password where there was none.
 * @throws ApiError 409 `PASSWORD_THERE`, 422 with `fields`
 * @throws NotConfirmedError, OutageError
 */
export async function setPassword(userId: string, newPassword: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/set-password', { body: { newPassword } })));
}

/**
 * Shows once more that it is them, which counts as a fresh sign-in.
 * @throws ApiError 422 with `fields`, 429
 * @throws OutageError
 */
export async function confirmPassword(userId: string, password: string): Promise<void> {
  await whileSignedIn(userId, () => unwrap(accountApi.POST('/api/auth/confirm-password', { body: { password } })));
}

/**
 * Shows once more that it is them, with one of their passkeys; counts as a fresh sign-in.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE`, 422, 429
 * @throws PasskeyError, OutageError
 */
export async function confirmPasskey(userId: string): Promise<void> {
  const response = await askForPasskey();
  await whileSignedIn(userId, () => unwrap(accountApi.POST('/api/auth/confirm-passkey', { body: { response } })));
}

/**
 * Deletes the account and all that is in it, for good.
 * @param password of an account that has one; without, the person shows in another way that it is them
 * @throws ApiError 409 `LAST_ADMINISTRATOR`; 422 with `fields`; 503 `ERASING_FAILED`, when nothing was deleted
 * @throws NotConfirmedError, OutageError
 */
export async function deleteAccount(userId: string, password?: string): Promise<void> {
  await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/delete-user', { body: password ? { password } : {} })),
  );
}
