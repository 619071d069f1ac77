import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';
import { isOutage } from '../../../shared/api/errors';
import type { Session } from '../session';
import { confirmSession, type Credentials } from './sign-in';

export interface NewAccount extends Credentials {
  name: string;
  /** The token of the invitation one came by. */
  invitation?: string;
  /** Of the first account, where not everybody may sign up. */
  setupCode?: string;
}

/**
 * Makes an account and signs in.
 * @returns null where the address must be confirmed first: a mail says how to go on
 * @throws ApiError 403 `SIGN_UP_CLOSED`, `INVITATION_NEEDED`, `SETUP_CODE_NEEDED`; 410 `LINK_NOT_VALID`, of the invitation; 422 with `fields` (`USER_ALREADY_EXISTS` among them), 429 with `retryAfter`
 * @throws CookieNotKeptError
 * @throws OutageError
 */
export async function signUp(account: NewAccount): Promise<Session | null> {
  const { user } = await unwrap(accountApi.POST('/api/auth/sign-up/email', { body: account }));
  return user ? confirmSession() : null;
}

/** Whom an invitation is for. Refused with 410 `LINK_NOT_VALID` when it cannot be used. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => unwrap(accountApi.POST('/api/auth/invitation', { body: { token }, signal })),
    staleTime: Infinity,
    gcTime: 0,
    refetchInterval: ({ state }) => (isOutage(state.error) ? 5_000 : false),
  });
