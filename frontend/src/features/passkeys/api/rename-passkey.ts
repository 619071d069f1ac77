import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Calls a passkey something else.
 * @throws ApiError 404 `PASSKEY_NOT_FOUND`, 422 with `fields`
 * @throws OutageError
 */
export async function renamePasskey(userId: string, id: string, name: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/rename', { body: { id, name } })));
}
