import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

export interface Passwords {
  currentPassword: string;
  newPassword: string;
}

/**
 * Changes the password, which signs all other devices out.
 * @throws ApiError 422 with `fields`, 429
 * @throws OutageError
 */
export async function changePassword(userId: string, passwords: Passwords): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/change-password', { body: passwords })));
}
