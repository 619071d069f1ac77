import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';

/**
 * Asks for a mail with a link to choose a new password. Answers alike whether or not the address has an account.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 422 with `fields`, 429
 * @throws OutageError
 */
export async function requestPasswordReset(email: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/request-password-reset', { body: { email } }));
}

/**
 * Chooses a new password by the token of a link; signs all devices out, and nobody in.
 * @throws ApiError 410 `LINK_NOT_VALID`, 422 with `fields`, 429
 * @throws OutageError
 */
export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/reset-password', { body: { token, newPassword } }));
}

/**
 * Asks for the mail with the link that confirms an address once more. Answers alike for any address.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 429
 * @throws OutageError
 */
export async function sendVerification(email: string): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/send-verification-email', { body: { email } }));
}

export type Outcome = components['schemas']['Verified']['outcome'];

/**
 * Does what a link about an address is for.
 * @returns what came of it
 * @throws ApiError 410 `LINK_NOT_VALID`, 429
 * @throws OutageError
 */
export async function verifyEmail(token: string): Promise<Outcome> {
  const { outcome } = await unwrap(accountApi.POST('/api/auth/verify-email', { body: { token } }));
  return outcome;
}
