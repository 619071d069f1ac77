import { createHash } from 'node:crypto';
import { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';
import { LONGEST_REMEMBERED } from './authenticator.js';

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
