import { QueryFailedError } from 'typeorm';
import { StoreUnavailableError, onStore } from './store.errors.js';

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
    ['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['no free connection', new Error('timeout exceeded when trying to connect')],
    ['a query without an answer', failedWith()],
    ['too many connections', failedWith('53300')],
    ['a full disk', failedWith('53100')],
    ['a shutdown', failedWith('57P01')],
    ['a start that is going on', failedWith('57P03')],
    ['a lock that another holds too long', failedWith('55P03')],
    ['a statement that takes too long', failedWith('57014')],
    ['a read-only replica', failedWith('25006')],
    ['a deadlock', failedWith('40P01')],
  ])('%s is an outage', async (_name, error) => {
    const thrown = await fate(error);
    expect(thrown).toBeInstanceOf(StoreUnavailableError);
    expect((thrown as StoreUnavailableError).cause).toBe(error);
  });

  it.each([
    ['a wrong statement', failedWith('42601')],
    ['a wrong value', failedWith('22P02')],
    ['a broken constraint', failedWith('23514')],
    ['a bug', new TypeError('x')],
  ])('%s is a mistake of ours', async (_name, error) => {
    expect(await fate(error)).toBe(error);
  });
});
