import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';

/** How exact it is, in milliseconds: every write costs a row. */
const PRECISION_MS = 5 * 60 * 1000;

const WRITE = `
  update session set "lastSeenAt" = now()
  where id = $1 and coalesce("lastSeenAt", "createdAt") < now() - interval '${PRECISION_MS} milliseconds'`;

/** A session as Better Auth's get-session shows it. */
export interface SeenSession {
  id: string;
  createdAt: string;
  lastSeenAt?: string | null;
}

/** Keeps when a device was last seen. Never throws: whoever is signed in is so, whether it is written down or not. */
export async function keepLastSeen(database: Database, session: SeenSession, log: Logger): Promise<void> {
  const before = new Date(session.lastSeenAt ?? session.createdAt).getTime();
  if (Date.now() - before < PRECISION_MS) return;
  await database
    .query(WRITE, [session.id])
    .catch((err: unknown) => log.warn({ err }, 'when a device was last seen could not be kept'));
}
