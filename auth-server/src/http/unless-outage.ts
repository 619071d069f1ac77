import type { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import { isOutage } from '@latch/server-kit/outage';
import { httpErrors } from './http-errors.js';

interface Telling {
  message?: string;
  unavailable?: () => HttpError;
}

/**
 * What work on the database brings.
 * @throws {HttpError} 503 when it fails by an outage; else what the work throws
 */
export async function unlessOutage<T>(
  result: Promise<T>,
  log: Logger,
  { message = 'the database does not answer', unavailable = httpErrors.storeUnavailable }: Telling = {},
): Promise<T> {
  try {
    return await result;
  } catch (err) {
    if (!isOutage(err)) throw err;
    log.error({ err }, message);
    throw unavailable();
  }
}
