import { pino } from 'pino';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { httpErrors } from '../http/http-errors.js';
import { replyToError } from './request-listener.js';
import { unlessOutage } from '../http/unless-outage.js';

const log = pino({ level: 'silent' });

/** The status and code that a route answers when its work fails so. */
async function answerTo(failure: unknown, unavailable?: () => ReturnType<typeof httpErrors.storeUnavailable>) {
  const thrown = await unlessOutage(Promise.reject(failure), log, { unavailable }).catch((reason: unknown) => reason);
  const { status, body } = replyToError(thrown, log);
  return [status, (body as { error_code: string }).error_code];
}

it('answers an outage with 503', async () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  expect(await answerTo(refused)).toEqual([503, 'STORE_UNAVAILABLE']);
  expect(await answerTo(refused, httpErrors.sessionStoreUnavailable)).toEqual([503, 'SESSION_STORE_UNAVAILABLE']);
});

it.each([
  ['a bug', new TypeError('x is not a function')],
  ['a wrong statement', Object.assign(new Error('x'), { code: '42P01' })],
])('answers %s with 500, as the backend does', async (_name, error) => {
  expect(await answerTo(error)).toEqual([500, 'INTERNAL_ERROR']);
});

it('passes an expected outcome on', async () => {
  expect(await answerTo(new InvalidSessionError())).toEqual([401, 'INVALID_SESSION']);
});
