import { accountApi, unwrap } from '../../../shared/api/client';
import type { Session } from '../session';
import { confirmSession, type Credentials } from './sign-in';

export interface NewAccount extends Credentials {
  name: string;
}

/**
 * Makes an account and signs in.
 * @throws ApiError 422 with `fields` (`USER_ALREADY_EXISTS` among them), 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signUp(account: NewAccount): Promise<Session> {
  await unwrap(accountApi.POST('/api/auth/sign-up/email', { body: account }));
  return confirmSession();
}
