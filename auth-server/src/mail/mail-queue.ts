import { randomUUID } from 'node:crypto';
import type { Logger } from '@latch/server-kit/logger';
import type { Database, Query } from '../database.js';
import { typedCode } from '../typed-codes.js';
import type { MailMode } from './mail-settings.js';

/** What is to be sent; no one but the person it is for may read it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** @see contracts/account.yaml */
export interface KeptMail {
  id: string;
  at: string;
  to: string;
  subject: string;
  text: string;
}

/** Opens the list of kept mails to a person at the machine, and to nobody who merely looks like one. */
export const outboxCode = (secret: string): string => typedCode(secret, 'outbox code');

const LIST_LIMIT = 50;

const PUT = `insert into mail (id, "to", subject, text, html, "sentAt") values ($1, $2, $3, $4, $5, case when $6 then now() end)`;

const KEPT = `
  select id, "createdAt", "to", subject, text from mail
  where "sentAt" is not null and text is not null
  order by "createdAt" desc, id desc limit ${LIST_LIMIT}`;

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

/**
 * The mails that wait to be sent. They are rows of the database, so that no request waits for a mail server and no mail is lost
 * with one; a sender takes them from there. Where no mail server is set they are kept to be read, or not written at all. All
 * times are the database's: servers' clocks may differ.
 */
export class MailQueue {
  /** @param wake tells the sender that there is something to do */
  constructor(
    private readonly database: Database,
    readonly mode: MailMode,
    readonly wake: () => void = () => {},
  ) {}

  /** Stores a mail, which a sender sends soon afterwards. */
  async put(mail: Mail): Promise<void> {
    await this.store((text, values) => this.database.query(text, values), mail);
    this.wake();
  }

  /** The same for a mail about what was done already: the person is not told that it failed. Never throws. */
  async notify(mail: Mail, log: Logger): Promise<void> {
    await this.put(mail).catch((err: unknown) => log.warn({ err }, 'a mail of notice could not be stored'));
  }

  /** Stores it along with other changes of a transaction; {@link wake} is for when that has ended. */
  async store(query: Query, { to, subject, text, html }: Mail): Promise<void> {
    if (this.mode === 'none') return;
    // One that is only kept counts as sent, so that it does not go out when a mail server is set later.
    await query(PUT, [randomUUID(), to, subject, text, html, this.mode === 'outbox']);
  }

  /** The mails that were kept instead of being sent, the newest first, 50 at most. */
  async list(): Promise<KeptMail[]> {
    const rows = await this.database.query<Mail & { id: string; createdAt: Date }>(KEPT);
    return rows.map(({ id, createdAt, to, subject, text }) => ({ id, at: createdAt.toISOString(), to, subject, text }));
  }

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
