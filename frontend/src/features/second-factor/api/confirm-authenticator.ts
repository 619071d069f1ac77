import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Turns the second factor on, by a code of the app.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws OutageError
 */
export async function confirmAuthenticator(userId: string, code: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/confirm', { body: { code } })));
}
