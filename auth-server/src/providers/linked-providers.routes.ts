import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { LinkedProviders } from './linked-providers.js';
import type { ProviderNames, ProviderId } from './provider-settings.js';

/** What is linked to the account of whoever asks. */
export function listsLinkedProviders(linked: LinkedProviders, names: ProviderNames) {
  return async ({ log }: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const rows = await unlessOutage(linked.list(user.id), log);
    const items = rows.map(({ provider, linkedAt }) => ({ provider, name: names.of(provider), linkedAt }));
    return { status: 200, body: { items } };
  };
}

/** Lets whoever asks sign in by a provider no more, as long as there is another way. */
export function unlinksProvider(linked: LinkedProviders, names: ProviderNames, audit: AuditLog) {
  return async (request: RouteRequest<{ provider: ProviderId }>, { user }: SignedIn): Promise<Reply> => {
    const { provider } = request.body;
    await unlessOutage(linked.unlink(user.id, provider), request.log);
    await audit.record('provider-unlinked', aboutRequest(request, user.id, names.of(provider)));
    return { status: 200, body: { success: true } };
  };
}
