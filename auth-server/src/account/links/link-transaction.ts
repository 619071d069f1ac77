import type { Logger } from '@latch/server-kit/logger';
import type { Database, Query } from '../../database.js';
import { unlessOutage } from '../../http/unless-outage.js';

/**
 * What belongs to a link, in one transaction: its use, what it is for, and the mail that follows.
 * @throws {HttpError} the one of the work, or 503 when the database does not answer
 */
export function linkTransaction<T>(database: Database, log: Logger, work: (query: Query) => Promise<T>): Promise<T> {
  return unlessOutage(database.transaction(work), log, { message: 'a link could not be made or used' });
}
