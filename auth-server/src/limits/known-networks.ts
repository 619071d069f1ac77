import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';
import { unlessOutage } from '../http/unless-outage.js';
import { networkOf } from '../http/client-address.js';

const IS_KNOWN = `
  select 1 from "knownNetwork" join "user" on "user".id = "knownNetwork"."userId"
  where "user".email = $1 and "knownNetwork".network = $2`;

const REMEMBER = `
  insert into "knownNetwork" ("userId", network) select id, $2 from "user" where email = $1
  on conflict ("userId", network) do update set "lastSignInAt" = now()`;

/** From which networks the owner of an account signed in within the last 90 days. */
export class KnownNetworks {
  constructor(private readonly database: Database) {}

  /** The network when it is a known one of this account. @throws {HttpError} 503 */
  async find(email: string, clientAddress: string, log: Logger): Promise<string | undefined> {
    const network = networkOf(clientAddress);
    const rows = await unlessOutage(this.database.query(IS_KNOWN, [email, network]), log);
    return rows.length ? network : undefined;
  }

  /** Never throws: a person who signed in is signed in. */
  async remember(email: string, clientAddress: string, log: Logger): Promise<void> {
    await this.database
      .query(REMEMBER, [email, networkOf(clientAddress)])
      .catch((err: unknown) => log.warn({ err }, 'a network could not be remembered'));
  }
}
