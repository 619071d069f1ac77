import { accountApi, unwrap } from '../../../shared/api/client';

/**
 * Asks for a mail with a link to choose a new password. Answers alike whether or not the address has an account.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 422 with `fields`, 429
 * @throws OutageError
 */
export async function requestPasswordReset(email: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/request-password-reset', { body: { email } }));
}
