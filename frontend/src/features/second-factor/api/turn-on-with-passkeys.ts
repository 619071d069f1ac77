import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import type { StepUpAuth } from './set-up-authenticator';

/**
 * Turns the second factor on, with the passkeys there are.
 * @returns the recovery codes, which are shown this one time
 * @throws ApiError 409 `NO_PASSKEY`, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function turnOnWithPasskeys(userId: string, body: StepUpAuth): Promise<string[]> {
  const { recoveryCodes } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/use-passkeys', { body })),
  );
  return recoveryCodes;
}
