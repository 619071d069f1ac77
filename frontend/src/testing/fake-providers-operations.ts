import type { components } from '@latch/contracts/account';
import { http } from 'msw';
import type { FakeAccount } from './fake-account-state';
import { refuseWith } from './fake-refusal';

type Schemas = components['schemas'];
type ProviderId = Schemas['ProviderId'];

/** What the fake auth server does with the providers among its account's options. @param linked to the account */
export function providerHandlers(account: FakeAccount, linked: Schemas['LinkedProviders']) {
  const way = ({ provider }: { provider: ProviderId }) =>
    account.options.providers.some(({ id }) => id === provider)
      ? { url: `https://${provider}.example/authorize` }
      : refuseWith(404, 'PROVIDER_NOT_FOUND', 'There is no such provider here.');
  return [
    http.post('*/api/auth/sign-in/provider', ({ request }) => account.answer(request, way)),
    http.post('*/api/auth/link-provider', ({ request }) => account.answer(request, way)),
    http.get('*/api/auth/linked-providers', ({ request }) => account.answer(request, () => ({ ...linked }))),
    http.post('*/api/auth/unlink-provider', ({ request }) =>
      account.answer(request, ({ provider }: { provider: ProviderId }) => {
        linked.items = linked.items.filter((one) => one.provider !== provider);
        return { success: true };
      }),
    ),
  ];
}
