import { uuidPart } from '@latch/server-kit/cursor';
import type { Logger } from '@latch/server-kit/logger';
import { type Database, isOfGoneAccount } from '../database.js';
import { type Place, ListCursors } from '../http/cursor.js';
import { eventId } from './event-id.js';
import type { RouteRequest } from '../http/request.js';

/** What can happen to an account. @see contracts/account.yaml */
export type AuditEventName =
  | 'signed-up'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'password-changed'
  | 'password-reset-asked'
  | 'password-reset'
  | 'password-confirmed'
  | 'email-verified'
  | 'email-change-asked'
  | 'email-changed'
  | 'name-changed'
  | 'device-signed-out'
  | 'other-devices-signed-out'
  | 'provider-linked'
  | 'provider-unlinked'
  | 'deletion-started'
  | 'deletion-failed'
  | 'account-deleted'
  | 'second-factor-on'
  | 'second-factor-off'
  | 'second-factor-failed'
  | 'authenticator-added'
  | 'recovery-code-used'
  | 'recovery-codes-renewed'
  | 'trusted-browsers-forgotten'
  | 'passkey-added'
  | 'passkey-renamed'
  | 'passkey-removed'
  | 'passkey-confirmed'
  | 'passkey-failed'
  | 'password-set'
  | 'account-disabled'
  | 'account-enabled'
  | 'administrator-made'
  | 'administrator-unmade'
  | 'invited'
  | 'invitation-revoked';

/** Whose account it was about, and who did it from where. No password, code, link or token may stand in it. */
interface AuditSubject {
  /** Null when it is nobody's account. */
  userId: string | null;
  clientAddress: string;
  userAgent?: string;
  /** A few words for people. */
  detail?: string;
}

export interface AuditRow {
  id: string;
  at: Date;
  event: AuditEventName;
  address: string | null;
  userAgent: string | null;
  detail: string | null;
}

export const PAGE_SIZE = 50;
const LONGEST_USER_AGENT = 500;
const LONGEST_DETAIL = 500;

const INSERT = `
  insert into "auditEvent" (id, event, "userId", address, "userAgent", detail) values ($1, $2, $3, $4, $5, $6)`;

const PAGE = `
  select id, at, event, address, "userAgent", detail from "auditEvent"
  where "userId" = $1 and (at, id) < ($2, $3::uuid)
  order by at desc, id desc limit ${PAGE_SIZE + 1}`;

/** What happened to accounts: written by whatever does it, read by whose account it is, kept for a year. */
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** Never throws: what happened has happened, and is not undone because it could not be written down. */
  async record(event: AuditEventName, { userId, clientAddress, userAgent, detail }: AuditSubject): Promise<void> {
    const values = [
      eventId(),
      event,
      userId,
      clientAddress,
      cut(userAgent, LONGEST_USER_AGENT),
      cut(detail, LONGEST_DETAIL),
    ];
    await this.database.query(INSERT, values).catch((err: unknown) => {
      // Nothing is wrong: with an account its part of the log goes, too.
      if (isOfGoneAccount(err)) this.logger.info({ event }, 'an event was of an account that is gone meanwhile');
      else this.logger.warn({ err, event }, 'an event could not be written into the audit log');
    });
  }

  /**
   * The newest events of an account, after the place where another page ended.
   * @returns one more than a page holds when there are more
   */
  page(userId: string, { at, id }: Place = auditCursors.start): Promise<AuditRow[]> {
    return this.database.query<AuditRow & Record<string, unknown>>(PAGE, [userId, at, id]);
  }
}

/** The first characters, none of them in half. */
function cut(text: string | undefined, limit: number): string | null {
  return text ? Array.from(text).slice(0, limit).join('') : null;
}

/** Places in the audit log, to the millisecond, as the database keeps it. */
export const auditCursors = new ListCursors({
  list: 'audit-log',
  precision: 3,
  id: uuidPart,
  start: { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
});

export const placeOf = ({ at, id }: { at: Date; id: string }) => ({ at: at.toISOString(), id });

/** The subject of an event that a request caused. */
export function aboutRequest(
  { headers, clientAddress }: Pick<RouteRequest, 'headers' | 'clientAddress'>,
  userId: string | null,
  detail?: string,
): AuditSubject {
  return { userId, clientAddress, userAgent: headers['user-agent'], detail };
}

/**
 * The id of the account whose address is in the body, for the audit log. Null where there is none, or where the database
 * does not answer any more: what is written down has happened all the same.
 */
export async function accountOfAddress(database: Database, { body, log }: RouteRequest): Promise<string | null> {
  const { email } = body as { email: string };
  const rows = await database
    .query<{ id: string }>('select id from "user" where email = $1', [email.toLowerCase()])
    .catch((err: unknown) => {
      log.warn({ err }, 'whose account it is could not be looked up for the audit log');
      return [];
    });
  return rows[0]?.id ?? null;
}
