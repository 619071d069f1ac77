import { accountApi, unwrap } from '../../../shared/api/client';
import type { Session } from '../session';
import { askForSession } from './session-query';

export interface Credentials {
  email: string;
  password: string;
}

/** The sign-in was right, but the browser did not keep the cookie: without this it would look as if nothing happened. */
export class CookieNotKeptError extends Error {
  override readonly name = 'CookieNotKeptError';
}

/**
 * Signs in and makes sure that it held.
 * @throws ApiError 401 `INVALID_EMAIL_OR_PASSWORD`, 422 with `fields`, 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signIn(credentials: Credentials): Promise<Session> {
  await unwrap(accountApi.POST('/api/auth/sign-in/email', { body: credentials }));
  return confirmSession();
}

/** @throws CookieNotKeptError when there is no session right after one was given out */
export async function confirmSession(): Promise<Session> {
  const session = await askForSession();
  if (!session) throw new CookieNotKeptError();
  return session;
}
