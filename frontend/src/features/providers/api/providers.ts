import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { recover } from '../../../shared/api/query-client';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';
import { whileSignedIn } from '../../../shared/api/session-events';

export type ProviderId = components['schemas']['ProviderId'];
export type Provider = components['schemas']['Options']['providers'][number];
export type LinkedProvider = components['schemas']['LinkedProviders']['items'][number];

/** The accounts elsewhere that sign in to this one. */
export const linkedProvidersQuery = (userId: string) =>
  queryOptions({
    queryKey: ['linked-providers', userId],
    queryFn: ({ signal }) =>
      whileSignedIn(userId, () => unwrap(accountApi.GET('/api/auth/linked-providers', { signal })), signal),
    staleTime: 0,
    refetchInterval: recover,
  });

export type ProviderSignIn = components['schemas']['ProviderSignIn'];

/**
 * Asks for the way to a provider; the browser goes there, and comes back signed in.
 * @returns the address to go to
 * @throws ApiError 404 `PROVIDER_NOT_FOUND`, 429, 503 `PROVIDER_UNAVAILABLE`
 * @throws OutageError
 */
export async function signInWithProvider(how: ProviderSignIn): Promise<string> {
  const { url } = await unwrap(accountApi.POST('/api/auth/sign-in/provider', { body: how }));
  return url;
}

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
