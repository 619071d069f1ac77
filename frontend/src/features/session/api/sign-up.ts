import { accountApi, unwrap } from '../../../shared/api/client';
import type { Session } from '../session';
import { confirmSession, type Credentials } from './sign-in';

export interface NewAccount extends Credentials {
  name: string;
  /** The token of the invitation one came by. */
  invitation?: string;
  /** Of the first account, where not everybody may sign up. */
  setupCode?: string;
}

/**
 * Makes an account and signs in.
 * @returns null where the address must be confirmed first: a mail says how to go on
 * @throws ApiError 403 `SIGN_UP_CLOSED`, `INVITATION_NEEDED`, `SETUP_CODE_NEEDED`; 410 `LINK_NOT_VALID`, of the invitation; 422 with `fields` (`USER_ALREADY_EXISTS` among them), 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signUp(account: NewAccount): Promise<Session | null> {
  const { user } = await unwrap(accountApi.POST('/api/auth/sign-up/email', { body: account }));
  return user ? confirmSession() : null;
}
