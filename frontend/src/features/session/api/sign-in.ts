import type { components } from '@latch/contracts/account';
import { CookieNotKeptError } from '../../../shared/account-forms/cookie-not-kept';
import { accountApi, unwrap } from '../../../shared/api/client';
import type { Session } from '../session';

export interface Credentials {
  email: string;
  password: string;
}

export interface SignIn extends Credentials {
  /** Otherwise for a day at most, and until the browser is closed. */
  rememberMe: boolean;
}

/** What may answer the second step of a sign-in. */
export type SecondFactorMethod = NonNullable<components['schemas']['SignedInOrAsked']['secondFactor']>[number];

/** Where it is not known which of them the account has. */
export const anyMethod: SecondFactorMethod[] = ['totp', 'passkey', 'recovery-code'];

/** Signed in, and it held; or asked for a second factor, the usual one first. */
export type SignInOutcome = { session: Session } | { asked: SecondFactorMethod[] };

/**
 * Signs in by password, or takes the first step of two.
 * @throws ApiError 401 `INVALID_EMAIL_OR_PASSWORD`, 403 `EMAIL_NOT_VERIFIED`, 422 with `fields`, 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signIn(credentials: SignIn): Promise<SignInOutcome> {
  const { user, secondFactor } = await unwrap(accountApi.POST('/api/auth/sign-in/email', { body: credentials }));
  return user ? { session: await confirmSession() } : { asked: secondFactor ?? anyMethod };
}

/** @throws CookieNotKeptError when there is no session right after one was given out */
export async function confirmSession(): Promise<Session> {
  const call = accountApi.GET('/api/auth/get-session');
  const session = await unwrap(call);
  if (session) return session;
  const { response } = await call;
  throw new CookieNotKeptError(response.headers.get('X-Latch-Duplicate-Cookie'));
}
