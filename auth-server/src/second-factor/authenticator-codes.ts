import { createHash } from 'node:crypto';
import { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';
import { LONGEST_REMEMBERED, authenticator } from './authenticator.js';
import type { Auth } from '../auth.js';

/** One row for each code, so that of many who bring it at once one gets it; among all that ends and is swept. */
const CLAIM = `
  insert into verification as known (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
  select $1, $1, $2, now() + $3 * interval '1 second', now(), now() from "user" where id = $2 for key share
  on conflict (id) do update set "expiresAt" = excluded."expiresAt", "updatedAt" = excluded."updatedAt"
    where known."expiresAt" <= now()
  returning 1`;

/** The codes of authenticator apps that were brought already: each works once, which Better Auth does not see to. */
export class UsedCodes {
  constructor(private readonly database: Database) {}

  /**
   * Runs work that ends well if the code is right; only then it is used up.
   * @throws {HttpError} 422 when the code was used, and what the work throws
   */
  async once<T>(userId: string, code: string, log: Logger, work: () => Promise<T>): Promise<T> {
    if (!(await this.useUp(userId, code, log)))
      throw httpErrors.validationFailed({ code: ['This code was used already. Wait for the next one.'] });
    try {
      return await work();
    } catch (error) {
      const givenBack = this.#giveBack(userId, code, log);
      // Otherwise it is not waited for: what failed may be the database.
      if (error instanceof HttpError && error.status < 500) await givenBack;
      throw error;
    }
  }

  /**
   * Lets a code not be taken (any more), as if it had been used.
   * @returns false when it was used already
   * @throws {HttpError} 503
   */
  async useUp(userId: string, code: string, log: Logger): Promise<boolean> {
    const values = [idOf(userId, code), userId, LONGEST_REMEMBERED];
    return (await unlessOutage(this.database.query(CLAIM, values), log)).length > 0;
  }

  async #giveBack(userId: string, code: string, log: Logger): Promise<void> {
    await this.database
      .query('delete from verification where id = $1', [idOf(userId, code)])
      .catch((err: unknown) => log.warn({ err }, 'a code that was not used could not be given back'));
  }
}

function idOf(userId: string, code: string): string {
  return `used-code:${createHash('sha256').update(`${userId} ${code}`).digest('base64url')}`;
}

/**
 * Tells a person whose code is right but for the clock that the clocks differ, and by how much. Only for a person who has given the
 * password or sets the app up, and only of a code that was refused and counted as a wrong one.
 */
export class ClockDifference {
  constructor(
    private readonly context: Awaited<Auth['$context']>,
    private readonly database: Database,
    private readonly usedCodes: UsedCodes,
  ) {}

  /**
   * The code of a later time is used up by this: who guessed it must not learn when it will count.
   * @param code that is not the one of just now, and was not used before
   * @returns the refusal that says how far the clocks are apart, or the usual one when it is no code of the last or next
   * ten minutes
   * @throws {HttpError} 503
   */
  async explain(userId: string, code: string, usual: HttpError, log: Logger): Promise<HttpError> {
    const text = 'select secret from "twoFactor" where "userId" = $1';
    const [row] = await unlessOutage(this.database.query<{ secret: string }>(text, [userId]), log);
    const seconds = row && (await authenticator.secondsApart(this.context.secretConfig, row.secret, code));
    if (seconds === undefined) return usual;
    if (seconds > 0 && !(await this.usedCodes.useUp(userId, code, log))) return usual;
    return httpErrors.codeFromAnotherTime(seconds, new Date());
  }
}
