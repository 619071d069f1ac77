import { createHash } from 'node:crypto';
import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';

/** How often something may be tried within some seconds, counted from the first try. */
export interface AttemptLimit {
  most: number;
  seconds: number;
}

/** By the clock of the database, which all replicas share. A count stops where it refuses. */
const COUNT = `
  insert into attempt as known (key, count, "endsAt") values ($1, 1, now() + $2 * interval '1 second')
  on conflict (key) do update set
    count = case when known."endsAt" <= now() then 1 else least(known.count, $3) + 1 end,
    "endsAt" = case when known."endsAt" <= now() then excluded."endsAt" else known."endsAt" end
  returning count, extract(epoch from "endsAt" - now())::float8 as "secondsLeft"`;

/** Tries of one kind, counted for all replicas together in one statement each: tries at once are counted one by one. */
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly kind: string,
    private readonly limit: AttemptLimit,
  ) {}

  /**
   * Counts a try before it is made.
   * @param of whose tries are counted together; kept as a digest
   * @throws {HttpError} 429 when there were too many, 503 when they cannot be counted
   */
  async count(of: string, log: Logger): Promise<void> {
    const { most, seconds } = this.limit;
    const values = [this.#keyOf(of), seconds, most];
    const [row] = await unlessOutage(this.database.query<{ count: number; secondsLeft: number }>(COUNT, values), log);
    if (row && row.count > most) throw httpErrors.tooManyRequests(String(Math.max(1, Math.ceil(row.secondsLeft))));
  }

  /** Forgets one try, which turned out to be none. Never throws: at worst a try too many is counted. */
  async takeBack(of: string, log: Logger): Promise<void> {
    await this.#change('update attempt set count = count - 1 where key = $1 and count > 0', of, log);
  }

  /** Forgets all tries, since one was right. Never throws. */
  async forget(of: string, log: Logger): Promise<void> {
    await this.#change('delete from attempt where key = $1', of, log);
  }

  async #change(statement: string, of: string, log: Logger): Promise<void> {
    await this.database
      .query(statement, [this.#keyOf(of)])
      .catch((err: unknown) => log.warn({ err }, 'a count of tries could not be changed'));
  }

  #keyOf(of: string): string {
    return `${this.kind}:${createHash('sha256').update(of).digest('base64url')}`;
  }
}
