import type { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';
import { authenticator } from './authenticator.js';
import type { UsedCodes } from './used-codes.js';

/**
 * Tells a person whose code is right but for the clock that the clocks differ, and by how much. Only for whoever has given the
 * password or sets the app up, and only of a code that was refused and counted as a wrong one.
 */
export class ClockDifference {
  constructor(
    private readonly auth: Auth,
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
    const { secretConfig } = await this.auth.$context;
    const seconds = row && (await authenticator.secondsApart(secretConfig, row.secret, code));
    if (seconds === undefined) return usual;
    if (seconds > 0 && !(await this.usedCodes.useUp(userId, code, log))) return usual;
    return httpErrors.codeFromAnotherTime(seconds, new Date());
  }
}
