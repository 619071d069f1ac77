import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Session } from '../session';
import { confirmSession } from './sign-in';

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
