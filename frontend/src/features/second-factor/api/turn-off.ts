import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import type { StepUpAuth } from './set-up-authenticator';

/**
 * Lets sign-in ask for no second factor any more: forgets the app, the recovery codes and all trusted browsers.
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function turnOff(userId: string, body: StepUpAuth): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/second-factor/turn-off', { body })));
}
