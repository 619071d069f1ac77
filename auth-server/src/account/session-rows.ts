import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { CLIENT_ADDRESS_HEADER } from '../client-address.js';

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
export function deviceOf({ headers }: GenericEndpointContext) {
  return { ipAddress: headers?.get(CLIENT_ADDRESS_HEADER) ?? '', userAgent: headers?.get('user-agent') ?? '' };
}

/** When a session ends that goes on from the one that asks. */
export async function sessionEnd(ctx: GenericEndpointContext): Promise<Date> {
  const lasts = (await isForgotten(ctx)) ? DAY_MS : ctx.context.sessionConfig.expiresIn * 1000;
  return new Date(Date.now() + lasts);
}

/** Whether who asks chose, when signing in, to be signed in only until the browser is closed, and for a day at most. */
export async function isForgotten(ctx: GenericEndpointContext): Promise<boolean> {
  const { authCookies, secret } = ctx.context;
  return !!(await ctx.getSignedCookie(authCookies.dontRememberToken.name, secret));
}
