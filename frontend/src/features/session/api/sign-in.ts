import type { components } from '@latch/contracts/account';
import { CookieNotKeptError } from '../../../shared/account-forms/form-failure';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { askForPasskey } from '../../../shared/passkeys/ceremony';
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

/**
 * Signs in with a passkey, which is enough; or takes the second step of a sign-in with one.
 * @param inFields waits until the person chooses one among the addresses the browser fills in
 * @throws ApiError 401 `PASSKEY_REFUSED` or `SIGN_IN_EXPIRED`, 403 `ACCOUNT_DISABLED` or `EMAIL_NOT_VERIFIED`, 409, 429
 * @throws PasskeyError, CookieNotKeptError, OutageError
 */
export async function signInWithPasskey(how?: { inFields: boolean }): Promise<Session> {
  const response = await askForPasskey(how);
  await unwrap(accountApi.POST('/api/auth/sign-in/passkey', { body: { response } }));
  return confirmSession();
}

type SecondFactorCode = components['schemas']['SecondFactorCode'];

/**
 * Takes the second step of a sign-in by a code.
 * @throws ApiError 401 `SIGN_IN_EXPIRED`, 422 with `fields`, 429 with `retryAfter`
 * @throws CookieNotKeptError, OutageError
 */
export async function signInWithSecondFactor(code: SecondFactorCode): Promise<Session> {
  await unwrap(accountApi.POST('/api/auth/sign-in/second-factor', { body: code }));
  return confirmSession();
}

/** Whether no sign-in waits for its second step any more, so that it begins anew. */
export function isSignInExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'SIGN_IN_EXPIRED';
}

/** What is said where a sign-in begins anew instead of going on with its second step. */
export const signInExpired = 'That took too long, or too many codes were wrong. Sign in once more.';
