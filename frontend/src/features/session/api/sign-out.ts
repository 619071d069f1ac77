import { accountApi, unwrap } from '../../../shared/api/client';

/**
 * Ends the session. When this resolves it is over on the server, too.
 * @throws OutageError, ApiError when it is not: the person is still signed in
 */
export async function signOut(): Promise<void> {
  await unwrap(accountApi.POST('/api/auth/sign-out'));
}
