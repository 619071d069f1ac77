import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import type { ProviderId } from './linked-providers-query';

/**
 * Asks for the way to a provider whose account is to be linked to this one.
 * @returns the address to go to
 * @throws ApiError 404 `PROVIDER_NOT_FOUND`, 429, 503 `PROVIDER_UNAVAILABLE`
 * @throws NotConfirmedError, OutageError
 */
export async function linkProvider(userId: string, provider: ProviderId): Promise<string> {
  const { url } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/link-provider', { body: { provider } })),
  );
  return url;
}
