import type { components } from '@latch/contracts/account';
import { http } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { refuseWith } from './fake-refusal';
import { server } from './server';

type Schemas = components['schemas'];
type ProviderId = Schemas['ProviderId'];

const NAMES: Record<ProviderId, string> = { oidc: 'Example ID', google: 'Google', github: 'GitHub' };

/** Lets the fake auth server lead to providers. @returns what is linked to the account */
export function serveProviders(account: FakeAccount, ...ids: ProviderId[]): Schemas['LinkedProviders'] {
  account.options.providers = ids.map((id) => ({ id, name: NAMES[id] }));
  const linked: Schemas['LinkedProviders'] = { items: [] };
  const way = ({ provider }: { provider: ProviderId }) =>
    account.options.providers.some(({ id }) => id === provider)
      ? { url: `https://${provider}.example/authorize` }
      : refuseWith(404, 'PROVIDER_NOT_FOUND', 'There is no such provider here.');
  server.use(
    http.post('*/api/auth/sign-in/provider', ({ request }) => account.answer(request, way)),
    http.post('*/api/auth/link-provider', ({ request }) => account.answer(request, way)),
    http.get('*/api/auth/linked-providers', ({ request }) => account.answer(request, () => ({ ...linked }))),
    http.post('*/api/auth/unlink-provider', ({ request }) =>
      account.answer(request, ({ provider }: { provider: ProviderId }) => {
        linked.items = linked.items.filter((one) => one.provider !== provider);
        return { success: true };
      }),
    ),
  );
  return linked;
}

/** An account elsewhere that is linked. */
export const aLink = (provider: ProviderId) => ({
  provider,
  name: NAMES[provider],
  linkedAt: '2026-11-01T09:00:00.000Z',
});
