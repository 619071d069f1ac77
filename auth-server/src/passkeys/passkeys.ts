import { lockSignInMethods } from '../account/sign-in-methods.js';
import type { Database, Query } from '../database.js';
import { httpErrors } from '../http/http-errors.js';

/** Of one account. */
export const MOST_PASSKEYS = 20;

/** As people see it. @see contracts/account.yaml */
export interface Passkey {
  id: string;
  name: string;
  createdAt: Date;
  synced: boolean;
}

/** By what a browser finds a passkey among those it has. */
interface PasskeyDescriptor {
  type: 'public-key';
  id: string;
  transports?: string[];
}

const SHOWN = `id, coalesce(name, 'Passkey') as name, "createdAt", "deviceType" = 'multiDevice' as synced`;

const ALL = `select ${SHOWN} from passkey where "userId" = $1 order by "createdAt" desc, id desc`;

const DROP_BEYOND_MOST = `
  delete from passkey where id = $1 and (select count(*) from passkey where "userId" = $2) > ${MOST_PASSKEYS} returning 1`;

const ASKS_FOR_IT = `
  select "twoFactorEnabled" and not exists (select 1 from "twoFactor" where "userId" = $1 and verified) as "asksForIt"
  from "user" where id = $1`;

/** The passkeys of people: each finds their own alone. */
export class Passkeys {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<Passkey[]> {
    return this.database.query<Passkey & Record<string, unknown>>(ALL, [userId]);
  }

  async descriptorsOf(userId: string): Promise<PasskeyDescriptor[]> {
    const text = 'select "credentialID" as id, transports from passkey where "userId" = $1';
    const rows = await this.database.query<{ id: string; transports: string | null }>(text, [userId]);
    return rows.map(({ id, transports }) => ({
      type: 'public-key',
      id,
      ...(transports && { transports: transports.split(',') }),
    }));
  }

  /** Whose passkey it is that calls itself so; undefined when it is not known here. */
  async ownerOf(credentialID: string): Promise<string | undefined> {
    const text = 'select "userId" from passkey where "credentialID" = $1';
    const [row] = await this.database.query<{ userId: string }>(text, [credentialID]);
    return row?.userId;
  }

  /** Takes one that was just added away again when it is one too many: several may be added at once. */
  async isOneTooMany(userId: string, id: string): Promise<boolean> {
    return (await this.database.query(DROP_BEYOND_MOST, [id, userId])).length > 0;
  }

  async rename(userId: string, id: string, name: string): Promise<boolean> {
    const text = 'update passkey set name = $3 where "userId" = $1 and id = $2 returning 1';
    return (await this.database.query(text, [userId, id, name])).length > 0;
  }

  /**
   * Unless nobody could sign in any more.
   * @returns what it was called
   * @throws {HttpError} 404, or 409 `LAST_WAY_IN` or `LAST_SECOND_FACTOR`
   */
  remove(userId: string, id: string): Promise<string> {
    return this.database.transaction(async (query) => {
      const { hasPassword, providers, passkeys } = await lockSignInMethods(query, userId);
      const text = 'delete from passkey where "userId" = $1 and id = $2 returning coalesce(name, \'Passkey\') as name';
      const [removed] = await query<{ name: string }>(text, [userId, id]);
      if (!removed) throw httpErrors.passkeyNotFound();
      if (passkeys === 1 && !hasPassword && !providers) throw httpErrors.lastSignInMethod();
      if (passkeys === 1 && (await asksForPasskey(query, userId))) throw httpErrors.lastSecondFactor();
      return removed.name;
    });
  }
}

/** Whether the second factor is on, and no authenticator app could answer it. */
async function asksForPasskey(query: Query, userId: string): Promise<boolean> {
  const [row] = await query<{ asksForIt: boolean }>(ASKS_FOR_IT, [userId]);
  return row!.asksForIt;
}
