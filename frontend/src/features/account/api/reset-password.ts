import { accountApi, unwrap } from '../../../shared/api/client';

/**
 * Chooses a new password by the token of a link; signs all devices out, and nobody in.
 * @throws ApiError 410 `LINK_NOT_VALID`, 422 with `fields`, 429
 * @throws OutageError
 */
export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/reset-password', { body: { token, newPassword } }));
}
