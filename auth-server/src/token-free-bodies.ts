import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { SESSION_ENDPOINT } from './session-endpoint.js';

/**
 * Takes the session token out of every body Better Auth answers with: it belongs into the HTTP-only cookie alone.
 * It stands under `token` in a session, a list of sessions, and the answers to sign-up and sign-in.
 */
export const tokenFreeBodies = {
  id: 'token-free-bodies',
  hooks: {
    after: [
      {
        // Our own endpoint builds its body without one, and is asked too often to look at it twice.
        matcher: ({ path }) => path !== SESSION_ENDPOINT,
        handler: createAuthMiddleware(async (ctx) => {
          const { returned } = ctx.context;
          const isBody = typeof returned === 'object' && returned !== null && !isAPIError(returned);
          return isBody ? ctx.json(withoutTokens(returned) as Record<string, unknown>) : undefined;
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;

/** A copy without any property named `token`, however deep; dates stay dates. */
export function withoutTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'token')
      .map(([name, inner]) => [name, withoutTokens(inner)]),
  );
}
