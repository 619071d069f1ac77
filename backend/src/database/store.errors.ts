import { QueryFailedError } from 'typeorm';
import { StoreUnavailableError } from '@latch/server-kit/http-errors';
import { isOutage } from '@latch/server-kit/outage';

/**
 * Runs a piece of work on the database.
 * @throws {StoreUnavailableError} when it fails by an outage; else what the work throws
 */
export async function onStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isOutage(error) ? new StoreUnavailableError({ cause: error }) : error;
  }
}

/**
 * Runs work of which statements are only a part: what else fails in it is a mistake of ours, and no outage.
 * @throws {StoreUnavailableError} when a statement fails by an outage; else what the work throws
 */
export async function onStatements<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof QueryFailedError && isOutage(error)) throw new StoreUnavailableError({ cause: error });
    throw error;
  }
}
