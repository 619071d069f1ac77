import type { Logger } from '@latch/server-kit/logger';
import type { Database } from './database.js';
import { LONGEST_RATE_LIMIT } from './rate-limits.js';
import { TRUSTED } from './second-factor/trusted-browsers.js';

const HOUR_MS = 60 * 60 * 1000;
const BATCH = 500;

/** Sent, kept to be read, or given up a day ago; and whatever is too old to be sent. */
const ENDED_MAIL = `
  (("sentAt" is not null or failure is not null) and coalesce("sentAt", "nextAttemptAt") < to_timestamp($1 / 1000.0) - interval '1 day')
  or "createdAt" < to_timestamp($1 / 1000.0) - interval '3 days'`;

/** Trusted by a sign-in that went on while the account was deleted; all else that names a user so is over within minutes. */
const TRUST_OF_NOBODY = `
  starts_with(identifier, '${TRUSTED}') and "createdAt" < to_timestamp($1 / 1000.0)
  and not exists (select 1 from "user" where id = value)`;

/** What is over: Better Auth removes an expired row only when somebody comes with it. */
const SWEEPS = [
  { table: 'session', key: 'id', condition: '"expiresAt" < to_timestamp($1 / 1000.0)' },
  { table: 'verification', key: 'id', condition: '"expiresAt" < to_timestamp($1 / 1000.0)' },
  { table: 'verification', key: 'id', condition: TRUST_OF_NOBODY },
  { table: '"rateLimit"', key: 'id', condition: `"lastRequest" < $1::bigint - ${LONGEST_RATE_LIMIT * 1000}` },
  { table: 'invitation', key: 'id', condition: '"expiresAt" < to_timestamp($1 / 1000.0)' },
  { table: 'mail', key: 'id', condition: ENDED_MAIL },
  { table: '"auditEvent"', key: 'id', condition: `at < to_timestamp($1 / 1000.0) - interval '1 year'` },
  {
    table: '"auditEvent"',
    key: 'id',
    condition: `"userId" is null and at < to_timestamp($1 / 1000.0) - interval '30 days'`,
  },
  { table: 'attempt', key: 'key', condition: '"endsAt" < to_timestamp($1 / 1000.0)' },
  {
    table: '"knownNetwork"',
    key: 'ctid',
    condition: `"lastSignInAt" < to_timestamp($1 / 1000.0) - interval '90 days'`,
  },
];

/** Deletes expired sessions and verifications, rate limits that no longer count, old mails and old events: now and every hour. */
export class ExpiredRowsSweeper {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#run(), HOUR_MS).unref();
    this.#run();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  /**
   * One sweep, in batches that lock little. Two servers may sweep at once: each skips the rows the other is deleting.
   * @returns how many rows are gone
   */
  async sweep(now = new Date()): Promise<number> {
    let total = 0;
    for (const { table, key, condition } of SWEEPS) {
      const statement = `delete from ${table} where ${key} in
        (select ${key} from ${table} where ${condition} limit ${BATCH} for update skip locked) returning 1`;
      for (let deleted = BATCH; deleted === BATCH; total += deleted)
        deleted = (await this.database.query(statement, [now.getTime()])).length;
    }
    return total;
  }

  #run(): void {
    this.#running ??= this.sweep()
      .then((rows) => this.logger.debug({ rows }, 'expired rows were swept'))
      .catch((err: unknown) => this.logger.warn({ err }, 'expired rows could not be swept; the next try is in an hour'))
      .finally(() => (this.#running = undefined));
  }
}
