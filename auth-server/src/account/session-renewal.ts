import type { GenericEndpointContext } from 'better-auth';
import { APIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { deviceOf, sessionEnd } from './session-rows.js';

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

/** Lets the session of whoever asks go on under a new cookie, as one that was made just now. */
export async function renewSession(ctx: GenericEndpointContext): Promise<void> {
  const { user, session } = ctx.context.session!;
  const renewed = await ctx.context.internalAdapter.updateSession(session.token, await renewalOf(ctx));
  if (!renewed) throw sessionEnded();
  await setSessionCookie(ctx, { user, session: renewed });
}
