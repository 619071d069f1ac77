import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Lets nobody sign in by a passkey any more. One that is gone already is as good.
 * @throws ApiError 409 `LAST_WAY_IN` or `LAST_SECOND_FACTOR`
 * @throws NotConfirmedError, OutageError
 */
export async function removePasskey(userId: string, id: string): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/delete', { body: { id } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'PASSKEY_NOT_FOUND')) throw error;
  }
}
