import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';

export type Outcome = components['schemas']['Verified']['outcome'];

/**
 * Does what a link about an address is for.
 * @returns what came of it
 * @throws ApiError 410 `LINK_NOT_VALID`, 429
 * @throws OutageError
 */
export async function verifyEmail(token: string): Promise<Outcome> {
  const { outcome } = await unwrap(accountApi.POST('/api/auth/verify-email', { body: { token } }));
  return outcome;
}
