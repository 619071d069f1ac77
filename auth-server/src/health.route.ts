import type { Services } from './services.js';
import { type Route, route } from './shell/route.js';

/** Whether the process answers, and whether it can work: its database answers, and it is not shutting down. */
export function healthRoutes({ database, isStopping }: Pick<Services, 'database' | 'isStopping'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/health/live',
      who: 'anybody',
      quiet: true,
      handle: () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route({
      method: 'GET',
      path: '/health/ready',
      who: 'anybody',
      quiet: true,
      async handle() {
        const answers = await database.query('select 1').then(
          () => true,
          () => false,
        );
        const ok = answers && !isStopping();
        const checks = { database: answers ? 'ok' : 'unavailable' };
        return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'unavailable', checks } };
      },
    }),
  ];
}
