import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Lets all browsers be asked for the second factor again.
 * @returns how many were not asked until now
 * @throws ApiError, OutageError
 */
export async function forgetTrusted(userId: string): Promise<number> {
  const { count } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/forget-trusted', { body: {} })),
  );
  return count;
}
