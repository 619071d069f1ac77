import type { Database } from './database.js';
import { healthRoutes } from './health.route.js';

const database = (answers: boolean) =>
  ({ query: () => (answers ? Promise.resolve([]) : Promise.reject(new Error('no'))) }) as unknown as Database;

it.each([
  [true, false, 200, { status: 'ok', checks: { database: 'ok' } }],
  [false, false, 503, { status: 'unavailable', checks: { database: 'unavailable' } }],
  [true, true, 503, { status: 'unavailable', checks: { database: 'ok' } }],
])('database answers: %s, stopping: %s → %s', async (answers, stopping, status, body) => {
  const routes = healthRoutes({ database: database(answers), isStopping: () => stopping });
  const ready = routes.find(({ path }) => path === '/health/ready')!;
  expect(await ready.handle({} as never)).toEqual({ status, body });
});
