import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';

/** A session as the people it belongs to may know it: everything but its token. */
export interface DeviceRow {
  id: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

const LAST_SEEN = `coalesce("lastSeenAt", "createdAt")`;

const ALL = `
  select id, "ipAddress" as address, "userAgent", "createdAt", ${LAST_SEEN} as "lastSeenAt", "expiresAt" from session
  where "userId" = $1 and "expiresAt" > now()
  order by id = $2 desc, ${LAST_SEEN} desc, id`;

const END_ONE = `delete from session where "userId" = $1 and id = $2 and "expiresAt" > now() returning "userAgent"`;

const END_OTHERS = `delete from session where "userId" = $1 and id <> $2 returning "expiresAt" > now() as "wasValid"`;

/** The devices of somebody, which are the sessions. All that a session check would accept are in it, and no others. */
export class Devices {
  constructor(private readonly database: Database) {}

  of(userId: string, thisOne: string): Promise<DeviceRow[]> {
    return this.database.query<DeviceRow & Record<string, unknown>>(ALL, [userId, thisOne]);
  }

  /** @returns what the device said it is; undefined when this user has no such session (any more) */
  async end(userId: string, id: string): Promise<{ userAgent: string | null } | undefined> {
    const [ended] = await this.database.query<{ userAgent: string | null }>(END_ONE, [userId, id]);
    return ended;
  }

  /** @returns how many were signed in until then */
  async endOthers(userId: string, thisOne: string): Promise<number> {
    const ended = await this.database.query<{ wasValid: boolean }>(END_OTHERS, [userId, thisOne]);
    return ended.filter(({ wasValid }) => wasValid).length;
  }
}

/** How exact it is, in milliseconds: every write costs a row. */
const PRECISION_MS = 5 * 60 * 1000;

const WRITE = `
  update session set "lastSeenAt" = now()
  where id = $1 and coalesce("lastSeenAt", "createdAt") < now() - interval '${PRECISION_MS} milliseconds'`;

interface SeenSession {
  id: string;
  createdAt: Date;
  lastSeenAt?: Date | null;
}

/** Keeps when a device was last seen. Never throws: a person who is signed in is so, whether it is written down or not. */
export async function keepLastSeen(database: Database, session: SeenSession, log: Logger): Promise<void> {
  const before = new Date(session.lastSeenAt ?? session.createdAt).getTime();
  if (Date.now() - before < PRECISION_MS) return;
  await database
    .query(WRITE, [session.id])
    .catch((err: unknown) => log.warn({ err }, 'when a device was last seen could not be kept'));
}
