import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import { asMyself } from '../../../shared/api/fresh-session';

export type Invited = components['schemas']['Invited'];

/**
 * Invites somebody. The invitation before, of the same address, is good no more.
 * @returns with a link where there is no mail server to send it
 * @throws ApiError 403 `ADMINISTRATOR_NEEDED`, 409 `HAS_ACCOUNT`, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export function invite(userId: string, email: string): Promise<Invited> {
  return asMyself(userId, () => unwrap(accountApi.POST('/api/auth/admin/invite', { body: { email } })));
}

/**
 * Takes an invitation back. One that is gone already is as good.
 * @throws ApiError 403 `ADMINISTRATOR_NEEDED`
 * @throws OutageError
 */
export async function revokeInvitation(userId: string, id: string): Promise<void> {
  try {
    await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/admin/revoke-invitation', { body: { id } })));
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'INVITATION_NOT_FOUND')) throw error;
  }
}
