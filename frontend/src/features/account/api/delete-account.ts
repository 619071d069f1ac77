import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Deletes the account and all that is in it, for good.
 * @param password of an account that has one; without, the person shows in another way that it is them
 * @throws ApiError 409 `LAST_ADMINISTRATOR`; 422 with `fields`; 503 `ERASING_FAILED`, when nothing was deleted
 * @throws NotConfirmedError, OutageError
 */
export async function deleteAccount(userId: string, password?: string): Promise<void> {
  await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/delete-user', { body: password ? { password } : {} })),
  );
}
