import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { CLIENT_ADDRESS_HEADER } from '../http/client-address.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps the whole address with a new session: Better Auth cuts IPv6 addresses short, as it does to count tries. */
export const sessionRows = {
  id: 'session-rows',
  init: () => ({ options: { databaseHooks: { session: { create: { before: withDevice } } } } }),
} satisfies BetterAuthPlugin;

async function withDevice(_: unknown, ctx: GenericEndpointContext | null) {
  return ctx ? { data: deviceOf(ctx) } : undefined;
}

/** Which device asks, as it is kept with a session. */
function deviceOf({ headers }: GenericEndpointContext) {
  return { ipAddress: headers?.get(CLIENT_ADDRESS_HEADER) ?? '', userAgent: headers?.get('user-agent') ?? '' };
}

/** When a session ends that goes on from the one that asks. */
async function sessionEnd(ctx: GenericEndpointContext): Promise<Date> {
  const lasts = (await isForgotten(ctx)) ? DAY_MS : ctx.context.sessionConfig.expiresIn * 1000;
  return new Date(Date.now() + lasts);
}

/** Whether who asks chose, when signing in, to be signed in only until the browser is closed, and for a day at most. */
export async function isForgotten(ctx: GenericEndpointContext): Promise<boolean> {
  const { authCookies, secret } = ctx.context;
  return !!(await ctx.getSignedCookie(authCookies.dontRememberToken.name, secret));
}

const TOKEN_LENGTH = 32;
const ENDED = { code: 'UNAUTHORIZED', message: 'Unauthorized' };

/** The session was ended since it was looked at. */
export const sessionEnded = () => new APIError('UNAUTHORIZED', ENDED);

/** What makes a session a new one. Its row and id stay, so a device that is signed out meanwhile, by that id, stays signed out. */
export async function renewalOf(ctx: GenericEndpointContext) {
  const now = new Date();
  return {
    token: generateRandomString(TOKEN_LENGTH, 'a-z', 'A-Z', '0-9'),
    ...deviceOf(ctx),
    createdAt: now,
    updatedAt: now,
    lastSeenAt: now,
    expiresAt: await sessionEnd(ctx),
  };
}

/** Lets the session of the person who asks go on under a new cookie, as one that was made just now. */
export async function renewSession(ctx: GenericEndpointContext): Promise<void> {
  const { user, session } = ctx.context.session!;
  const renewed = await ctx.context.internalAdapter.updateSession(session.token, await renewalOf(ctx));
  if (!renewed) throw sessionEnded();
  await setSessionCookie(ctx, { user, session: renewed });
}

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
