import type { components } from '@latch/contracts/account';
import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

export type AuthenticatorSetUp = components['schemas']['AuthenticatorSetUp'];
/** The password, of an account that has one. */
export type StepUpAuth = components['schemas']['StepUpAuth'];

/**
 * Begins to use an authenticator app. Nothing is asked at sign-in until a code of it was confirmed.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export function setUpAuthenticator(userId: string, body: StepUpAuth): Promise<AuthenticatorSetUp> {
  return asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/set-up', { body })));
}
