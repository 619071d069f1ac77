import type { GenericEndpointContext, Session, User } from 'better-auth';
import { setSessionCookie } from 'better-auth/cookies';
import { renewalOf, sessionEnded } from '../account/session-renewal.js';

type Adapter = GenericEndpointContext['context']['adapter'];
export type Transaction = Parameters<Parameters<Adapter['transaction']>[0]>[0];

export type SecondFactorUser = User & { twoFactorEnabled: boolean };

/**
 * The user's row, which nobody else changes until the transaction ends: neither the second factor, nor a way to sign in.
 * @see lockWaysIn
 */
export async function lockedUser(trx: Transaction, userId: string): Promise<SecondFactorUser> {
  const where = [{ field: 'id', value: userId }];
  const user = await trx.update<SecondFactorUser>({ model: 'user', where, update: { updatedAt: new Date() } });
  if (!user) throw sessionEnded();
  return user;
}

/** Whether a second factor is asked for at sign-in. */
export async function turn(trx: Transaction, userId: string, twoFactorEnabled: boolean): Promise<void> {
  await trx.update({ model: 'user', where: [{ field: 'id', value: userId }], update: { twoFactorEnabled } });
}

/**
 * Changes an account, and lets the session that asks go on under a new cookie: all of it or nothing. It is no newer by that,
 * since nobody has shown who they are.
 */
export async function underNewCookie<T>(
  ctx: GenericEndpointContext,
  change: (trx: Transaction, user: SecondFactorUser) => Promise<T>,
): Promise<T> {
  const { user, session } = ctx.context.session!;
  const { createdAt: _, ...renewal } = await renewalOf(ctx);
  const { result, renewed } = await ctx.context.adapter.transaction(async (trx) => {
    const result = await change(trx, await lockedUser(trx, user.id));
    const where = [{ field: 'token', value: session.token }];
    const renewed = await trx.update<Session>({ model: 'session', where, update: renewal });
    if (!renewed) throw sessionEnded();
    return { result, renewed };
  });
  await setSessionCookie(ctx, { user, session: renewed });
  return result;
}
