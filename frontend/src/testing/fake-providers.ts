import type { components } from '@latch/contracts/account';
import type { FakeAccount } from './fake-account-state';
import { providerHandlers } from './fake-providers-operations';
import { server } from './server';

type Schemas = components['schemas'];
type ProviderId = Schemas['ProviderId'];

const NAMES: Record<ProviderId, string> = { oidc: 'Example ID', google: 'Google', github: 'GitHub' };

/** Lets the fake auth server lead to providers. @returns what is linked to the account */
export function serveProviders(account: FakeAccount, ...ids: ProviderId[]): Schemas['LinkedProviders'] {
  account.options.providers = ids.map((id) => ({ id, name: NAMES[id] }));
  const linked: Schemas['LinkedProviders'] = { items: [] };
  server.use(...providerHandlers(account, linked));
  return linked;
}

/** An account elsewhere that is linked. */
export const aLink = (provider: ProviderId) => ({
  provider,
  name: NAMES[provider],
  linkedAt: '2026-11-01T09:00:00.000Z',
});
