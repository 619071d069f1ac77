import { accountApi, unwrap } from '../../../shared/api/client';
import { askForPasskey } from '../../../shared/passkeys/ask-for-passkey';
import type { Session } from '../session';
import { confirmSession } from './sign-in';

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
