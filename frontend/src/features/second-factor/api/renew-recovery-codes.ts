import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import type { StepUpAuth } from './set-up-authenticator';

/**
 * Makes new recovery codes, which end the old ones.
 * @returns the codes, which are shown this one time
 * @throws ApiError 409, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function renewRecoveryCodes(userId: string, body: StepUpAuth): Promise<string[]> {
  const { recoveryCodes } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/second-factor/recovery-codes', { body })),
  );
  return recoveryCodes;
}
