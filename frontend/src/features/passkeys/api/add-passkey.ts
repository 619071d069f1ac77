import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';
import { makePasskey } from '../../../shared/passkeys/ceremony';

/**
 * Makes a passkey and keeps it under a name. The person is asked for their password first where they signed in a while ago.
 * @throws ApiError 409 `PASSKEYS_NOT_POSSIBLE` or `TOO_MANY_PASSKEYS`, 422 with `fields`, 429
 * @throws PasskeyError, NotConfirmedError, OutageError
 */
export async function addPasskey(userId: string, name: string): Promise<void> {
  const { options } = await asMyself(userId, () =>
    unwrap(accountApi.POST('/api/auth/passkeys/registration-options', { body: {} })),
  );
  const response = await makePasskey(options);
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/passkeys/register', { body: { name, response } })));
}
