import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Signs all devices out but this one.
 * @returns how many
 * @throws NotConfirmedError, ApiError, OutageError
 */
export async function revokeOtherSessions(userId: string): Promise<number> {
  const { count } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/revoke-other-sessions', { body: {} })),
  );
  return count;
}
