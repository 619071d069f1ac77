import type { Database } from '../database.js';
import type { Mail } from './outbox.js';

/** A mail that this server, and no other, is to send now. */
export interface LeasedMail extends Mail {
  id: string;
  /** This one included. */
  attempts: number;
  createdAt: Date;
}

/** Longer than sending a mail may take. */
const LEASE = `interval '2 minutes'`;

const WAITS = `"sentAt" is null and failure is null`;

const LEASE_NEXT = `
  update mail set "leasedUntil" = now() + ${LEASE}, attempts = attempts + 1
  where id = (
    select id from mail
    where ${WAITS} and "nextAttemptAt" <= now() and ("leasedUntil" is null or "leasedUntil" <= now())
    order by "nextAttemptAt" limit 1 for update skip locked)
  returning id, "to", subject, text, html, attempts, "createdAt"`;

const UNTIL_NEXT = `
  select (1000 * extract(epoch from min(greatest("nextAttemptAt", "leasedUntil")) - now()))::float8 as ms
  from mail where ${WAITS}`;

/** What is in a mail goes as soon as it is not needed any more: it may hold a link. */
const ENDED = `text = null, html = null, "leasedUntil" = null`;

/** The mails that wait to be sent, as senders see them. All times are the database's: servers' clocks may differ. */
export class MailQueue {
  constructor(private readonly database: Database) {}

  /** Takes the mail that is due the longest. Should this server end before it says what came of it, it is due again in two minutes. */
  async leaseNext(): Promise<LeasedMail | undefined> {
    return (await this.database.query<LeasedMail>(LEASE_NEXT))[0];
  }

  async noteSent(id: string): Promise<void> {
    await this.database.query(`update mail set "sentAt" = now(), ${ENDED} where id = $1`, [id]);
  }

  /** It will not be sent. @param failure why, without an address */
  async noteFailed(id: string, failure: string): Promise<void> {
    await this.database.query(`update mail set failure = $2, "nextAttemptAt" = now(), ${ENDED} where id = $1`, [
      id,
      failure,
    ]);
  }

  /** @param pauseMs until it is due again */
  async postpone(id: string, pauseMs: number): Promise<void> {
    const next = `now() + $2::float8 * interval '1 millisecond'`;
    await this.database.query(`update mail set "nextAttemptAt" = ${next}, "leasedUntil" = null where id = $1`, [
      id,
      pauseMs,
    ]);
  }

  /** Milliseconds until the next mail is due, not above zero when one is; undefined when none waits. */
  async untilNext(): Promise<number | undefined> {
    const [row] = await this.database.query<{ ms: number | null }>(UNTIL_NEXT);
    return row?.ms ?? undefined;
  }
}
