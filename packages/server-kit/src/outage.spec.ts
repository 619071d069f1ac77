import { InvalidSessionError, StoreUnavailableError } from './http-errors.js';
import { isOutage } from './outage.js';

const withCode = (code?: string) => Object.assign(new Error('x'), { code });
/** As TypeORM wraps what the driver threw. */
const wrapped = (driverError: unknown) => Object.assign(new Error('QueryFailedError'), { driverError });

describe.each([
  ['of the driver', (error: unknown) => error],
  ['that TypeORM wrapped', wrapped],
])('An error %s', (_kind, made) => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['no free connection', new Error('timeout exceeded when trying to connect')],
    ['a query without an answer', withCode()],
    ['a connection that failed', withCode('08006')],
    ['too many connections', withCode('53300')],
    ['a full disk', withCode('53100')],
    ['a shutdown', withCode('57P01')],
    ['a start that is going on', withCode('57P03')],
    ['a lock that another holds too long', withCode('55P03')],
    ['a statement that takes too long', withCode('57014')],
    ['a read-only replica', withCode('25006')],
    ['a deadlock', withCode('40P01')],
    ['nothing at all', undefined],
  ])('is an outage: %s', (_name, error) => {
    expect(isOutage(made(error))).toBe(true);
  });

  it.each([
    ['a wrong statement', withCode('42601')],
    ['a missing table', withCode('42P01')],
    ['a wrong value', withCode('22P02')],
    ['a character the database cannot keep', withCode('22021')],
    ['a broken constraint', withCode('23514')],
    ['a row that is there already', withCode('23505')],
    ['a bug', new TypeError('x is not a function')],
    ['a wrong number', new RangeError('x')],
    ['a name that is not there', new ReferenceError('x')],
    ['a bug of another realm', Object.assign(new Error('x'), { name: 'TypeError' })],
  ])('is a mistake of ours: %s', (_name, error) => {
    expect(isOutage(made(error))).toBe(false);
  });
});

it('An outcome of the contract is no outage', () => {
  expect(isOutage(new InvalidSessionError())).toBe(false);
  expect(isOutage(new StoreUnavailableError())).toBe(false);
});
