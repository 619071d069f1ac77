import type { components } from '@latch/contracts/account';
import { accountHandlers } from './fake-account-operations';
import { FakeAccount } from './fake-account-state';
import { server } from './server';

export { ada, type FakeAccount, grace } from './fake-account-state';

type Session = components['schemas']['BrowserSession'];

/** Lets a fake auth server answer. @param session who is signed in, null for nobody */
export function serveAccount(session: Session | null = null): FakeAccount {
  const account = new FakeAccount();
  account.session = session;
  server.use(...accountHandlers(account));
  return account;
}
