import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';

interface Returned {
  user: { banned?: boolean };
}

/**
 * Makes a session of a disabled account none. Better Auth's admin plugin makes no new ones, but one that was being made
 * when the account was disabled would be believed.
 */
export const disabledSessions = {
  id: 'disabled-sessions',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/get-session',
        handler: createAuthMiddleware(async (ctx) => {
          const { returned } = ctx.context;
          const isDisabled = !isAPIError(returned) && (returned as Returned | null)?.user.banned;
          return isDisabled ? ctx.json(null) : undefined;
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin;
