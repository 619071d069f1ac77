import { QueryFailedError } from 'typeorm';
import { InvalidSessionError, StoreUnavailableError } from '@latch/server-kit/http-errors';
import { onStatements, onStore } from './store.errors.js';

const failedWith = (code?: string) => new QueryFailedError('', [], Object.assign(new Error('x'), { code }));

/** What becomes of an error that the work ends in. */
async function fate(error: unknown, on = onStore): Promise<unknown> {
  try {
    return await on(async () => {
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

describe('A failure of work with statements', () => {
  it('is an outage when a statement had no answer', async () => {
    expect(await fate(failedWith(), onStatements)).toBeInstanceOf(StoreUnavailableError);
  });

  it.each([
    ['a wrong statement', failedWith('42601')],
    ['what a library throws', new Error('invalid order key head: ~')],
    ['an outcome of the contract', new InvalidSessionError()],
  ])('is passed on when it is %s', async (_name, error) => expect(await fate(error, onStatements)).toBe(error));
});
