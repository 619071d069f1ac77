import { QueryFailedError } from 'typeorm';
import { DomainError } from '../common/domain-error.js';

export class StoreUnavailableError extends DomainError {
  constructor(cause: unknown) {
    super(503, 'STORE_UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
      headers: { 'retry-after': '2' },
      cause,
    });
  }
}

/** SQLSTATE classes that say our own query or data is wrong: data, integrity, syntax and names. */
const OUR_MISTAKE = /^(22|23|42)/;

/**
 * Runs a piece of work on the database. That it fails is an outage, unless the database answered that the query itself
 * was wrong.
 * @throws {StoreUnavailableError}
 */
export async function onStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError || isOurMistake(error)) throw error;
    throw new StoreUnavailableError(error);
  }
}

function isOurMistake(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return error instanceof TypeError || error instanceof RangeError;
  const { code } = error.driverError as { code?: unknown };
  return typeof code === 'string' && OUR_MISTAKE.test(code);
}
