import { type Database, isOutage, type Query } from '../../database.js';
import { Refusal, refusals } from '../../http/refusals.js';
import type { Logger } from '../../logger.js';

/**
 * What belongs to a link, in one transaction: its use, what it is for, and the mail that follows.
 * @throws {Refusal} the one of the work, or 503 when the database does not answer
 */
export async function linkTransaction<T>(
  database: Database,
  log: Logger,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  try {
    return await database.transaction(work);
  } catch (err) {
    if (err instanceof Refusal || !isOutage(err)) throw err;
    log.error({ err }, 'a link could not be made or used');
    throw refusals.storeUnavailable();
  }
}
