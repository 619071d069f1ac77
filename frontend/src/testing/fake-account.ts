import type { components } from '@latch/contracts/account';
import { http } from 'msw';
import { accountOperations } from './fake-account-operations';
import { FakeAccount } from './fake-account-state';
import { secondFactorOperations } from './fake-second-factor';
import { server } from './server';

export { ada, type FakeAccount, grace } from './fake-account-state';

type Session = components['schemas']['BrowserSession'];

/** Lets a fake auth server answer. @param session who is signed in, null for nobody */
export function serveAccount(session: Session | null = null): FakeAccount {
  const account = new FakeAccount();
  account.session = session;
  server.use(
    http.get('*/api/auth/get-session', ({ request }) => account.answer(request, () => account.session)),
    http.post('*/api/auth/sign-in/email', ({ request }) => account.answer(request, () => account.signIn())),
    http.post('*/api/auth/sign-up/email', ({ request }) => account.answer(request, () => account.signUp())),
    http.post('*/api/auth/sign-out', ({ request }) => account.answer(request, () => account.signOut())),
    ...accountOperations(account),
    ...secondFactorOperations(account),
  );
  return account;
}
