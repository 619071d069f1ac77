import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Deletes the account and all that is in it, for good.
 * @throws ApiError 422 with `fields`; 503 `ERASING_FAILED`, when nothing was deleted
 * @throws OutageError
 */
export async function deleteAccount(userId: string, password: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/delete-user', { body: { password } })));
}
