import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/** What an administrator may do to somebody's account. */
export type UserChange = 'disable' | 'enable' | 'make-administrator' | 'unmake-administrator';

/**
 * Does it.
 * @throws ApiError 403 `ADMINISTRATOR_NEEDED`, 404 `USER_NOT_FOUND`, 409 `NOT_ONESELF`, `LAST_ADMINISTRATOR`
 * @throws NotConfirmedError, OutageError
 */
export async function changeUser(userId: string, change: UserChange, id: string): Promise<void> {
  await asMyself(userId, () => unwrap(send(change, id)));
}

function send(change: UserChange, id: string) {
  if (change === 'disable') return accountApi.POST('/api/auth/admin/disable-user', { body: { id } });
  if (change === 'enable') return accountApi.POST('/api/auth/admin/enable-user', { body: { id } });
  const body = { id, administrator: change === 'make-administrator' };
  return accountApi.POST('/api/auth/admin/set-administrator', { body });
}
