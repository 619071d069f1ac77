import { accountApi, unwrap } from '../api/client';
import { type PasskeyResponse, showPasskey } from './ceremony';

/**
 * Asks the person for a passkey: to sign in, or to show once more that it is them.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE`, 429
 * @throws PasskeyError, OutageError
 */
export async function askForPasskey(how?: { inFields: boolean }): Promise<PasskeyResponse> {
  const { options } = await unwrap(accountApi.POST('/api/auth/sign-in/passkey-options', { body: {} }));
  return showPasskey(options, how);
}
