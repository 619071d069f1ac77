import { isAPIError } from 'better-auth/api';
import type { Auth } from './auth.js';
import type { Reply, RouteRequest } from './http/route.js';

/**
 * The backend's session check. It calls the plugin's endpoint directly: Better Auth rebuilds its router on every
 * request, which costs several times what the check itself does.
 */
export function validatesSession(auth: Auth) {
  return async ({ headers }: RouteRequest): Promise<Reply> => {
    try {
      const body = await auth.api.validateSession({ headers: { cookie: headers.cookie ?? '' } });
      return { status: 200, body };
    } catch (error) {
      if (!isAPIError(error)) throw error;
      return { status: error.statusCode, body: error.body, headers: { ...(error.headers as Record<string, string>) } };
    }
  };
}
