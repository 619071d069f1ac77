import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';
import type { ProviderId } from './linked-providers-query';

/**
 * Lets nobody sign in by that provider any more. What is not linked is as good.
 * @throws ApiError 409 `LAST_WAY_IN`, `LAST_SECOND_FACTOR`
 * @throws NotConfirmedError, OutageError
 */
export async function unlinkProvider(userId: string, provider: ProviderId): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/unlink-provider', { body: { provider } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'PROVIDER_NOT_FOUND')) throw error;
  }
}
