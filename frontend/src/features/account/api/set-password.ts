import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Chooses a password where there was none.
 * @throws ApiError 409 `PASSWORD_THERE`, 422 with `fields`
 * @throws NotConfirmedError, OutageError
 */
export async function setPassword(userId: string, newPassword: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/set-password', { body: { newPassword } })));
}
