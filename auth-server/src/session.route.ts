import type { Reply, RouteRequest } from './http/route.js';
import type { SessionCheck } from './session-check.js';
import { LOOKUP_FAILED } from './session-endpoint.js';

/**
 * The backend's session check, on every one of its requests. It goes past Better Auth's router and hooks, which cost
 * several times what the check itself does.
 */
export function validatesSession(check: SessionCheck) {
  return async ({ headers, log }: RouteRequest): Promise<Reply> => {
    const body = await check.check(headers.cookie, (err) => log.error({ err }, LOOKUP_FAILED));
    return { status: 200, body };
  };
}
