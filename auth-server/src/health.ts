import type { Database } from './database.js';
import type { Reply, Route } from './http/route.js';

/** Whether the process answers. */
export const live: Route = { quiet: true, handle: () => ({ status: 200, body: { status: 'ok' } }) };

/**
 * Whether this server can work: its database answers within the limit of any operation on it, and it is not shutting
 * down.
 */
export function ready(database: Database, isStopping: () => boolean): Route {
  return {
    quiet: true,
    async handle(): Promise<Reply> {
      const answers = await database.query('select 1').then(
        () => true,
        () => false,
      );
      const ok = answers && !isStopping();
      const checks = { database: answers ? 'ok' : 'unavailable' };
      return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'unavailable', checks } };
    },
  };
}
