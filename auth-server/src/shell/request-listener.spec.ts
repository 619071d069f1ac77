import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { Origins } from '@latch/server-kit/origins';
import { httpErrors } from '../http/http-errors.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Limit } from '../limits/account-limits.js';
import type { SignedIn } from '../session/sessions.js';
import { createRequestListener, replyToError } from './request-listener.js';
import { route } from './route.js';

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

describe('a route', () => {
  const steps: string[] = [];
  const step = (name: string) => void steps.push(name);
  const who = { user: { id: 'ada' }, session: { createdAt: new Date() } } as SignedIn;
  const dependencies = {
    sessions: { whoAsks: async () => (step('who asks'), who), cookie: { renewed: (header: string) => header } },
    audit: { record: async (event: string, { userId }: { userId: string }) => step(`${event} of ${userId}`) },
    origins: new Origins('http://localhost', []),
    clientAddress: () => '192.0.2.1',
    forwardedRequests: { note: () => {} },
    logger: log,
  } as unknown as Parameters<typeof createRequestListener>[0];

  async function get(data: Pick<Parameters<typeof route>[0], 'handle'>): Promise<number> {
    const limit: Limit = (_request, work) => (step('limit'), work());
    const [available, check] = [() => step('available'), () => step('check')];
    const routes = [
      route({ method: 'GET', path: '/x', who: 'fresh', audit: 'password-set', available, check, limit, ...data }),
    ];
    const server = createServer(createRequestListener({ ...dependencies, routes })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status } = await fetch(`http://127.0.0.1:${port}/x`, { headers: { cookie: 'a=b' } });
    server.close();
    return status;
  }

  beforeEach(() => void (steps.length = 0));

  it('is available, known who asks, checked, counted, handled and recorded, in this order', async () => {
    const status = await get({ handle: () => (step('handle'), { status: 200, body: {} }) });
    expect(status).toBe(200);
    expect(steps).toEqual(['available', 'who asks', 'check', 'limit', 'handle', 'password-set of ada']);
  });

  it('that fails leaves no event, and neither does one whose handler says that nothing happened', async () => {
    expect(await get({ handle: () => Promise.reject(httpErrors.passwordThere()) })).toBe(409);
    expect(await get({ handle: () => ({ status: 200, body: {}, audit: [] }) })).toBe(200);
    expect(steps.filter((each) => each.includes('ada'))).toEqual([]);
  });

  it('is the only one of its method and path', () => {
    const live = route({ method: 'GET', path: '/x', who: 'anybody', handle: () => ({ status: 200 }) });
    expect(() => createRequestListener({ ...dependencies, routes: [live, live] })).toThrow(/two routes for GET/);
  });
});
