import { CookieNotKeptError } from '../../../shared/account-forms/cookie-not-kept';
import { accountApi, unwrap } from '../../../shared/api/client';
import type { Session } from '../session';
import { askForSession } from './session-query';

export interface Credentials {
  email: string;
  password: string;
}

export interface SignIn extends Credentials {
  /** Otherwise for a day at most, and until the browser is closed. */
  rememberMe: boolean;
}

/**
 * Signs in and makes sure that it held.
 * @throws ApiError 401 `INVALID_EMAIL_OR_PASSWORD`, 403 `EMAIL_NOT_VERIFIED`, 422 with `fields`, 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signIn(credentials: SignIn): Promise<Session> {
  await unwrap(accountApi.POST('/api/auth/sign-in/email', { body: credentials }));
  return confirmSession();
}

/** @throws CookieNotKeptError when there is no session right after one was given out */
export async function confirmSession(): Promise<Session> {
  const session = await askForSession();
  if (!session) throw new CookieNotKeptError();
  return session;
}
