import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';

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
