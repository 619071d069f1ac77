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
