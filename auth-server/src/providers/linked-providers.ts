import { lockSignInMethods } from '../account/sign-in-methods.js';
import type { Database, Query } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { PROVIDER_IDS, type ProviderId } from './provider-settings.js';

const LIST = `
  select "providerId" as provider, min("createdAt") as "linkedAt" from account
  where "userId" = $1 and "providerId" = any($2) group by "providerId" order by 2, 1`;

const UNLINK = 'delete from account where "userId" = $1 and "providerId" = $2 returning 1';

const USABLE = 'select 1 from account where "userId" = $1 and "providerId" = any($2) limit 1';

interface LinkedProvider {
  provider: ProviderId;
  linkedAt: Date;
}

export class LinkedProviders {
  /** @param setUp those by which anybody can sign in at all */
  constructor(
    private readonly database: Database,
    private readonly setUp: ProviderId[],
  ) {}

  list(userId: string): Promise<LinkedProvider[]> {
    return this.database.query<LinkedProvider & Record<string, unknown>>(LIST, [userId, PROVIDER_IDS]);
  }

  /** @throws {HttpError} 404 when it is not linked, 409 when nobody could sign in to the account any more */
  async unlink(userId: string, provider: ProviderId): Promise<void> {
    await this.database.transaction((query) => this.#unlink(query, userId, provider));
  }

  async #unlink(query: Query, userId: string, provider: ProviderId): Promise<void> {
    const { hasPassword, passkeys } = await lockSignInMethods(query, userId);
    if ((await query(UNLINK, [userId, provider])).length === 0) throw httpErrors.providerNotFound();
    if (hasPassword || passkeys > 0) return;
    if ((await query(USABLE, [userId, this.setUp])).length === 0) throw httpErrors.lastSignInMethod();
  }
}
