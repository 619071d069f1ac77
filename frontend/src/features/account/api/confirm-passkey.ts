import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';
import { askForPasskey } from '../../../shared/passkeys/ask-for-passkey';

/**
 * Shows once more that it is them, with one of their passkeys; counts as a fresh sign-in.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE`, 422, 429
 * @throws PasskeyError, OutageError
 */
export async function confirmPasskey(userId: string): Promise<void> {
  const response = await askForPasskey();
  await whileSignedIn(userId, () => unwrap(accountApi.POST('/api/auth/confirm-passkey', { body: { response } })));
}
