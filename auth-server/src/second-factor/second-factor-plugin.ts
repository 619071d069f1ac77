import type { BetterAuthPlugin, GenericEndpointContext, Session, User } from 'better-auth';
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { setSessionCookie } from 'better-auth/cookies';
import { authenticator } from './authenticator.js';
import { recoveryCodes } from './recovery-codes.js';
import { TRUSTED } from './trusted-browsers.js';
import { renewalOf, sessionEnded } from '../session/session-plugins.js';

/** Below /api/auth. Whether it is them who ask was looked at before they are called. */
export const SET_UP_ENDPOINT = '/second-factor/set-up';
export const CONFIRM_ENDPOINT = '/second-factor/confirm';
export const USE_PASSKEYS_ENDPOINT = '/second-factor/use-passkeys';
export const TURN_OFF_ENDPOINT = '/second-factor/turn-off';
export const RECOVERY_CODES_ENDPOINT = '/second-factor/recovery-codes';

/** Error codes of these endpoints. */
export const codes = {
  on: 'SECOND_FACTOR_ON',
  off: 'SECOND_FACTOR_OFF',
  notSetUp: 'SECOND_FACTOR_NOT_SET_UP',
  noPasskey: 'NO_PASSKEY',
  wrongCode: 'INVALID_CODE',
} as const;

interface TwoFactorRow {
  id: string;
  secret: string;
  verified: boolean;
}

const options = { method: 'POST' as const, use: [sensitiveSessionMiddleware] };

const of = (userId: string) => [{ field: 'userId', value: userId }];
const refuse = (code: string) => new APIError('CONFLICT', { code, message: code });

/**
 * Turning the second factor on and off. Better Auth's ways can end half-way: asked for at sign-in without an app that could
 * answer, or with the device signed in again that was just signed out. Each of these is one transaction that holds the user's
 * row; what they leave is what Better Auth reads at sign-in.
 */
export const secondFactorEndpoints = {
  id: 'second-factor-endpoints',
  endpoints: {
    setUpAuthenticator: createAuthEndpoint(SET_UP_ENDPOINT, options, async (ctx) => {
      const { secretConfig: key, adapter } = ctx.context;
      const user = ctx.context.session.user as SecondFactorUser;
      const { secret, sealed } = await authenticator.make(key);
      const fresh = user.twoFactorEnabled ? undefined : recoveryCodes.make();
      const backupCodes = fresh && (await recoveryCodes.seal(key, user.id, fresh));
      await adapter.transaction(async (trx) => {
        // Those one has stay good, so what was on must be so still.
        const { twoFactorEnabled } = await lockedUser(trx, user.id);
        const row = await trx.findOne<TwoFactorRow>({ model: 'twoFactor', where: of(user.id) });
        if (row?.verified || twoFactorEnabled !== user.twoFactorEnabled) throw refuse(codes.on);
        const data = { secret: sealed, verified: false, ...(backupCodes && { backupCodes }) };
        if (row) await trx.update({ model: 'twoFactor', where: of(user.id), update: data });
        else await trx.create({ model: 'twoFactor', data: { ...data, userId: user.id } });
      });
      return ctx.json({
        ...authenticator.describe(secret, ctx.context.appName, user.email),
        recoveryCodes: fresh ?? null,
      });
    }),

    confirmAuthenticator: createAuthEndpoint(
      CONFIRM_ENDPOINT,
      { ...options, body: z.object({ code: z.string() }) },
      async (ctx) => {
        const { secretConfig: key, adapter, session } = ctx.context;
        const where = of(session.user.id);
        const row = await adapter.findOne<TwoFactorRow>({ model: 'twoFactor', where });
        if (!row || row.verified) throw refuse(row ? codes.on : codes.notSetUp);
        if (!(await authenticator.accepts(key, row.secret, ctx.body.code))) throw refuse(codes.wrongCode);
        const turnedOn = await underNewCookie(ctx, async (trx, { id, twoFactorEnabled }) => {
          const asShown = [...where, { field: 'secret', value: row.secret }];
          const update = { verified: true, failedVerificationCount: 0, lockedUntil: null };
          if (!(await trx.update({ model: 'twoFactor', where: asShown, update }))) throw refuse(codes.notSetUp);
          if (!twoFactorEnabled) await turn(trx, id, true);
          return !twoFactorEnabled;
        });
        return ctx.json({ turnedOn });
      },
    ),

    usePasskeysAsSecondFactor: createAuthEndpoint(USE_PASSKEYS_ENDPOINT, options, async (ctx) => {
      const { secretConfig: key, session } = ctx.context;
      const { sealed: secret } = await authenticator.make(key);
      const fresh = recoveryCodes.make();
      const backupCodes = await recoveryCodes.seal(key, session.user.id, fresh);
      await underNewCookie(ctx, async (trx, { id, twoFactorEnabled }) => {
        if (twoFactorEnabled) throw refuse(codes.on);
        if ((await trx.count({ model: 'passkey', where: of(id) })) === 0) throw refuse(codes.noPasskey);
        // An app whose set-up was never confirmed goes.
        await trx.deleteMany({ model: 'twoFactor', where: of(id) });
        await trx.create({ model: 'twoFactor', data: { userId: id, secret, backupCodes, verified: false } });
        await turn(trx, id, true);
      });
      return ctx.json({ recoveryCodes: fresh });
    }),

    turnSecondFactorOff: createAuthEndpoint(TURN_OFF_ENDPOINT, options, async (ctx) => {
      await underNewCookie(ctx, async (trx, { id, twoFactorEnabled }) => {
        if (!twoFactorEnabled) throw refuse(codes.off);
        await turn(trx, id, false);
        await trx.deleteMany({ model: 'twoFactor', where: of(id) });
        const trusted = { field: 'identifier', operator: 'starts_with', value: TRUSTED } as const;
        await trx.deleteMany({ model: 'verification', where: [{ field: 'value', value: id }, trusted] });
      });
      return ctx.json({ status: true });
    }),

    renewRecoveryCodes: createAuthEndpoint(RECOVERY_CODES_ENDPOINT, options, async (ctx) => {
      const { secretConfig: key, session } = ctx.context;
      const fresh = recoveryCodes.make();
      const backupCodes = await recoveryCodes.seal(key, session.user.id, fresh);
      await underNewCookie(ctx, async (trx, { id, twoFactorEnabled }) => {
        if (!twoFactorEnabled) throw refuse(codes.off);
        await trx.update({ model: 'twoFactor', where: of(id), update: { backupCodes } });
      });
      return ctx.json({ recoveryCodes: fresh });
    }),
  },
} satisfies BetterAuthPlugin;

type Adapter = GenericEndpointContext['context']['adapter'];
type Transaction = Parameters<Parameters<Adapter['transaction']>[0]>[0];

type SecondFactorUser = User & { twoFactorEnabled: boolean };

/**
 * The user's row, which nobody else changes until the transaction ends: neither the second factor, nor a way to sign in.
 * @see lockSignInMethods
 */
async function lockedUser(trx: Transaction, userId: string): Promise<SecondFactorUser> {
  const where = [{ field: 'id', value: userId }];
  const user = await trx.update<SecondFactorUser>({ model: 'user', where, update: { updatedAt: new Date() } });
  if (!user) throw sessionEnded();
  return user;
}

/** Whether a second factor is asked for at sign-in. */
async function turn(trx: Transaction, userId: string, twoFactorEnabled: boolean): Promise<void> {
  await trx.update({ model: 'user', where: [{ field: 'id', value: userId }], update: { twoFactorEnabled } });
}

/**
 * Changes an account, and lets the session that asks go on under a new cookie: all of it or nothing. It is no newer by that,
 * since nobody has shown who they are.
 */
async function underNewCookie<T>(
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
