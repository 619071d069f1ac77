import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import type { User } from './account-query';

/**
 * Changes how one is called.
 * @throws ApiError 422 with `fields`
 * @throws OutageError
 */
export async function updateName(userId: string, name: string): Promise<User> {
  const { user } = await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/update-user', { body: { name } })));
  return user;
}
