import { QueryFailedError } from 'typeorm';
import { InvalidSessionError, StoreUnavailableError } from '@latch/server-kit/http-errors';
import { onStore } from './store.errors.js';

const failedWith = (code?: string) => new QueryFailedError('', [], Object.assign(new Error('x'), { code }));

/** What becomes of an error that the work ends in. */
async function fate(error: unknown): Promise<unknown> {
  try {
    return await onStore(async () => {
      throw error;
    });
  } catch (thrown) {
    return thrown;
  }
}

describe('A failure on the database', () => {
  it.each([
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['a query without an answer', failedWith()],
    ['a lock that another holds too long', failedWith('55P03')],
  ])('%s is an outage', async (_name, error) => {
    const thrown = await fate(error);
    expect(thrown).toBeInstanceOf(StoreUnavailableError);
    expect((thrown as StoreUnavailableError).cause).toBe(error);
  });

  it.each([
    ['a wrong statement', failedWith('42601')],
    ['a bug', new TypeError('x')],
    ['an outcome of the contract', new InvalidSessionError()],
  ])('%s is passed on', async (_name, error) => {
    expect(await fate(error)).toBe(error);
  });
});
