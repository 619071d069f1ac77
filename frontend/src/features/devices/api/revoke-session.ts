import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Signs one device out. One that is signed out already is as good.
 * @throws NotConfirmedError, ApiError, OutageError
 */
export async function revokeSession(userId: string, id: string): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/revoke-session', { body: { id } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'SESSION_NOT_FOUND')) throw error;
  }
}
