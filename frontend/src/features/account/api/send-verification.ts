import { accountApi, unwrap } from '../../../shared/api/client';

/**
 * Asks for the mail with the link that confirms an address once more. Answers alike for any address.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 429
 * @throws OutageError
 */
export async function sendVerification(email: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/send-verification-email', { body: { email } }));
}
