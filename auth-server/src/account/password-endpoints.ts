import type { BetterAuthPlugin, GenericEndpointContext, Session } from 'better-auth';
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { renewalOf, renewSession, sessionEnded } from '../session/session-plugins.js';

/** Below /api/auth. */
export const CHANGE_PASSWORD_ENDPOINT = '/change-password';
export const CONFIRM_PASSWORD_ENDPOINT = '/confirm-password';

/**
 * What asks a person who is signed in for the password. Better Auth cannot ask for it once more, and its way to change it can
 * end half-way: with the new password, and the other devices still signed in. So that one is replaced.
 *
 * Both give the session a new token and the time of a new one. Its row and id stay, so a device that is signed out
 * meanwhile, by that id, stays signed out.
 */
export const passwordEndpoints = {
  id: 'password-endpoints',
  endpoints: {
    changePassword: createAuthEndpoint(
      CHANGE_PASSWORD_ENDPOINT,
      {
        method: 'POST',
        body: z.object({ currentPassword: z.string(), newPassword: z.string() }),
        use: [sensitiveSessionMiddleware],
      },
      async (ctx) => {
        const { user } = ctx.context.session;
        const account = await assertPassword(ctx, user.id, ctx.body.currentPassword);
        const password = await ctx.context.password.hash(ctx.body.newPassword);
        const renewed = await changePassword(ctx, account.id, password);
        await setSessionCookie(ctx, { user, session: renewed });
        return ctx.json({ status: true });
      },
    ),
    confirmPassword: createAuthEndpoint(
      CONFIRM_PASSWORD_ENDPOINT,
      { method: 'POST', body: z.object({ password: z.string() }), use: [sensitiveSessionMiddleware] },
      async (ctx) => {
        await assertPassword(ctx, ctx.context.session.user.id, ctx.body.password);
        await renewSession(ctx);
        return ctx.json({ status: true });
      },
    ),
  },
} satisfies BetterAuthPlugin;

const WRONG = { code: 'INVALID_PASSWORD', message: 'Invalid password' };

async function assertPassword({ context }: GenericEndpointContext, userId: string, password: string) {
  const account = await context.internalAdapter.findCredentialAccount(userId);
  const isRight = !!account?.password && (await context.password.verify({ hash: account.password, password }));
  if (!isRight) throw new APIError('BAD_REQUEST', WRONG);
  return account;
}

/** The password, this session and the others together or not at all. @returns this session */
async function changePassword(ctx: GenericEndpointContext, accountId: string, password: string) {
  const { id, token, userId } = ctx.context.session!.session;
  const renewal = await renewalOf(ctx);
  return ctx.context.adapter.transaction(async (trx) => {
    const renewed = await trx.update<Session>({
      model: 'session',
      where: [{ field: 'token', value: token }],
      update: renewal,
    });
    if (!renewed) throw sessionEnded();
    const update = { password, updatedAt: new Date() };
    await trx.update({ model: 'account', where: [{ field: 'id', value: accountId }], update });
    const others = [{ field: 'userId', value: userId }, { field: 'id', operator: 'ne', value: id } as const]; // prettier-ignore
    await trx.deleteMany({ model: 'session', where: others });
    return renewed;
  });
}
