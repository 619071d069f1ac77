import { randomUUID } from 'node:crypto';
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

/**
 * Where mails are left. They are rows of the database, so that nobody who is answered waits for a mail server and no mail is
 * lost with one; a sender takes them from there. Where no mail server is set they are kept to be read, or not written at all.
 */
export class Outbox {
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
}
