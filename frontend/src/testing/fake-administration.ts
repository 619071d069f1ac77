import type { FakeAccount } from './fake-account-state';
import { administrationHandlers, FakeAdministration } from './fake-administration-operations';
import { server } from './server';

export { aListedUser, anInvitation, type FakeAdministration } from './fake-administration-operations';

/** Lets the fake auth server be administrated, as long as its account is an administrator's. */
export function serveAdministration(account: FakeAccount): FakeAdministration {
  const all = new FakeAdministration();
  account.administrator = true;
  server.use(...administrationHandlers(account, all));
  return all;
}
