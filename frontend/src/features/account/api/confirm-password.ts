import { accountApi, unwrap } from '../../../shared/api/client';
import { whileSignedIn } from '../../../shared/api/session-events';

/**
 * Shows once more that it is them, which counts as a fresh sign-in.
 * @throws ApiError 422 with `fields`, 429
 * @throws OutageError
 */
export async function confirmPassword(userId: string, password: string): Promise<void> {
  await whileSignedIn(userId, () => unwrap(accountApi.POST('/api/auth/confirm-password', { body: { password } })));
}
