import { isOutage } from '../database.js';
import type { Logger } from '../logger.js';
import { Refusal, refusals } from './refusals.js';

/**
 * What a statement of a route brings.
 * @throws {Refusal} the one of the work, or 503 when the database does not answer
 */
export async function unlessOutage<T>(result: Promise<T>, log: Logger): Promise<T> {
  try {
    return await result;
  } catch (err) {
    if (err instanceof Refusal || !isOutage(err)) throw err;
    log.error({ err }, 'the database does not answer');
    throw refusals.storeUnavailable();
  }
}
