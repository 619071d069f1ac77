import type { components } from '@latch/contracts/account';
import { getResponse } from 'msw';
import { accountHandlers } from './fake-account-operations';
import { FakeAccount } from './fake-account-state';
import { administrationHandlers, FakeAdministration } from './fake-administration-operations';
import { FakeLatch } from './fake-latch';
import { providerHandlers } from './fake-providers-operations';
import { latchHandlers } from './latch-handlers';

/** Both servers in memory, without a network: for a browser whose requests somebody hands over. */
export class FakeServers {
  readonly latch = new FakeLatch();
  readonly account = new FakeAccount();
  readonly administration = new FakeAdministration();
  readonly linked: components['schemas']['LinkedProviders'] = { items: [] };
  private readonly handlers = [
    ...providerHandlers(this.account, this.linked),
    ...administrationHandlers(this.account, this.administration),
    ...accountHandlers(this.account),
    ...latchHandlers(this.latch),
  ];

  /** @returns undefined where neither server has such an operation */
  answer(request: Request): Promise<Response | undefined> {
    return getResponse(this.handlers, request);
  }
}
