import { accountApi, unwrap } from '../../../shared/api/client';
import { asMyself } from '../../../shared/api/fresh-session';

/**
 * Asks for another address. Nothing changes until the links in the mails were opened.
 * @throws ApiError 409 `MAIL_NOT_SET_UP`, 422 with `fields`, 429
 * @throws NotConfirmedError, OutageError
 */
export async function changeEmail(userId: string, newEmail: string): Promise<void> {
  await asMyself(userId, () => unwrap(accountApi.POST('/api/auth/change-email', { body: { newEmail } })));
}
