import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from '@latch/server-kit/logger';
import type { Query, Database } from '../../database.js';
import { unlessOutage } from '../../http/unless-outage.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

const LIFETIMES = {
  'confirm-address': DAY,
  'confirm-change': DAY,
  'confirm-new-address': DAY,
  'reset-password': 60 * MINUTE,
};

export type LinkKind = keyof typeof LIFETIMES;

/** The state a link was made for: it is good as long as the account is still like that. */
interface LinkFor {
  userId: string;
  email: string;
  newEmail?: string;
  /** What Better Auth wants to see, with a link for a new password. */
  betterAuthToken?: string;
}

export interface Link extends LinkFor {
  kind: LinkKind;
}

const BYTES = 32;

/**
 * One row for each kind and user, so that a newer link replaces the older one even if both are made at once. None for an account
 * that is being deleted at this moment.
 */
const PUT = `
  insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
  select $1, $2, $3, now() + $4 * interval '1 second', now(), now() from "user" where id = $5 for key share
  on conflict (id) do update set identifier = excluded.identifier, value = excluded.value,
    "expiresAt" = excluded."expiresAt", "updatedAt" = excluded."updatedAt"`;

const GOOD = `identifier = $1 and split_part(id, ':', 1) = any($2) and "expiresAt" > now()`;

/**
 * Links in mails. Better Auth's own are signed texts, good again and again until they are too old; ours are random, kept
 * (as a digest) in its table of verifications, and gone with their first use. Of each kind only the newest is good.
 */
export const links = {
  /** @returns the token for the link, which is nowhere else */
  async make(query: Query, kind: LinkKind, about: LinkFor): Promise<string> {
    const token = randomBytes(BYTES).toString('base64url');
    const values = [`${kind}:${about.userId}`, identifierOf(token), JSON.stringify(about), LIFETIMES[kind]];
    await query(PUT, [...values, about.userId]);
    return token;
  },

  /** What a link is for, which stays good; undefined when it is not, or is of another kind. */
  async find(query: Query, token: string, kinds: LinkKind[]): Promise<Link | undefined> {
    return toLink(await query<Row>(`select id, value from verification where ${GOOD}`, [identifierOf(token), kinds]));
  },

  /** The same, and the link is used up: of many who use it at once, one gets it. */
  async use(query: Query, token: string, kinds: LinkKind[]): Promise<Link | undefined> {
    const text = `delete from verification where ${GOOD} returning id, value`;
    return toLink(await query<Row>(text, [identifierOf(token), kinds]));
  },

  async isRecent(query: Query, kind: LinkKind, userId: string, seconds: number): Promise<boolean> {
    const text = `select 1 from verification where id = $1 and "updatedAt" > now() - $2 * interval '1 second'`;
    return (await query(text, [`${kind}:${userId}`, seconds])).length > 0;
  },

  async revokeAll(query: Query, userId: string): Promise<void> {
    const ids = Object.keys(LIFETIMES).map((kind) => `${kind}:${userId}`);
    await query('delete from verification where id = any($1)', [ids]);
  },
};

interface Row {
  id: string;
  value: string;
}

function toLink([row]: Row[]): Link | undefined {
  if (!row) return undefined;
  return { kind: row.id.slice(0, row.id.indexOf(':')) as LinkKind, ...(JSON.parse(row.value) as LinkFor) };
}

/** A person who reads the database cannot open a link. */
function identifierOf(token: string): string {
  return `link:${createHash('sha256').update(token).digest('base64url')}`;
}

/**
 * What belongs to a link, in one transaction: its use, what it is for, and the mail that follows.
 * @throws {HttpError} the one of the work, or 503 when the database does not answer
 */
export function linkTransaction<T>(database: Database, log: Logger, work: (query: Query) => Promise<T>): Promise<T> {
  return unlessOutage(database.transaction(work), log, { message: 'a link could not be made or used' });
}
