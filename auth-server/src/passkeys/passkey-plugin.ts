import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthEndpoint, freshSessionMiddleware, sensitiveSessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { renewSession, isForgotten } from '../session/session-plugins.js';
import {
  beginAuthentication,
  beginRegistration,
  finishAuthentication,
  finishRegistration,
  passkeyRefused,
  type PasskeyRow,
} from './ceremonies.js';
import { type RelyingParty, relyingPartyOf } from './relying-party.js';

/** Below /api/auth. */
export const PASSKEY_ENDPOINTS = {
  registrationOptions: '/passkey/generate-register-options',
  register: '/passkey/verify-registration',
  signInOptions: '/passkey/generate-authenticate-options',
  signIn: '/passkey/verify-authentication',
  confirm: '/confirm-passkey',
};

const NOT_VERIFIED = { code: 'EMAIL_NOT_VERIFIED', message: 'Email not verified' };
const UNIQUE_VIOLATION = '23505';

/** Whether somebody has a passkey, and what it takes to check it. */
const schema = {
  passkey: {
    fields: {
      name: { type: 'string', required: false },
      publicKey: { type: 'string', required: true },
      userId: { type: 'string', references: { model: 'user', field: 'id' }, required: true, index: true },
      credentialID: { type: 'string', required: true, unique: true },
      counter: { type: 'number', required: true },
      deviceType: { type: 'string', required: true },
      backedUp: { type: 'boolean', required: true },
      transports: { type: 'string', required: false },
      createdAt: { type: 'date', required: false },
      aaguid: { type: 'string', required: false },
    },
  },
} satisfies BetterAuthPlugin['schema'];

/**
 * Passkeys, as endpoints of Better Auth: its rate limits, sessions and cookies hold for them.
 * @param requiresConfirmedEmail whether only who confirmed their address may sign in
 */
export function passkeyPlugin(publicUrl: string, requiresConfirmedEmail: boolean) {
  const relyingParty = relyingPartyOf(publicUrl);
  return {
    id: 'passkey',
    schema,
    endpoints: { ...addingPasskeys(relyingParty), ...usingPasskeys(relyingParty, requiresConfirmedEmail) },
  } satisfies BetterAuthPlugin;
}

function addingPasskeys(relyingParty: RelyingParty) {
  const body = z.object({ name: z.string(), response: z.custom<RegistrationResponseJSON>() });
  return {
    passkeyRegistrationOptions: createAuthEndpoint(
      PASSKEY_ENDPOINTS.registrationOptions,
      { method: 'GET', use: [freshSessionMiddleware] },
      async (ctx) => {
        const { user } = ctx.context.session;
        const where = [{ field: 'userId', value: user.id }];
        const known = await ctx.context.adapter.findMany<PasskeyRow>({ model: 'passkey', where });
        return ctx.json(await beginRegistration(ctx, relyingParty, user, known));
      },
    ),
    registerPasskey: createAuthEndpoint(
      PASSKEY_ENDPOINTS.register,
      { method: 'POST', body, use: [freshSessionMiddleware] },
      async (ctx) => {
        const { name, response } = ctx.body;
        const { credential, credentialDeviceType, credentialBackedUp, aaguid } = await finishRegistration(
          ctx,
          relyingParty,
          response,
        );
        const data = {
          name,
          userId: ctx.context.session.user.id,
          credentialID: credential.id,
          publicKey: Buffer.from(credential.publicKey).toString('base64'),
          counter: credential.counter,
          deviceType: credentialDeviceType,
          transports: response.response.transports?.join(',') ?? '',
          backedUp: credentialBackedUp,
          createdAt: new Date(),
          aaguid,
        };
        return ctx.json(await ctx.context.adapter.create({ model: 'passkey', data }).catch(refusedWhenTaken));
      },
    ),
  };
}

function usingPasskeys(relyingParty: RelyingParty, requiresConfirmedEmail: boolean) {
  const body = z.object({ response: z.custom<AuthenticationResponseJSON>() });
  return {
    passkeySignInOptions: createAuthEndpoint(PASSKEY_ENDPOINTS.signInOptions, { method: 'GET' }, async (ctx) =>
      ctx.json(await beginAuthentication(ctx, relyingParty)),
    ),
    signInPasskey: createAuthEndpoint(PASSKEY_ENDPOINTS.signIn, { method: 'POST', body }, async (ctx) => {
      const assertMaySignIn = async (passkey: PasskeyRow) => {
        if (requiresConfirmedEmail) await assertConfirmedEmail(ctx, passkey);
      };
      const { userId } = await finishAuthentication(ctx, relyingParty, ctx.body.response, assertMaySignIn);
      const user = await ctx.context.internalAdapter.findUserById(userId);
      if (!user) throw passkeyRefused();
      // A person who did not want to be remembered said so with the password, which comes before a passkey as the second factor.
      const session = await ctx.context.internalAdapter.createSession(userId, await isForgotten(ctx));
      await setSessionCookie(ctx, { session, user });
      return ctx.json({ user });
    }),
    /** Shows with a passkey, while signed in, that it is you; the session goes on, as after giving the password once more. */
    confirmPasskey: createAuthEndpoint(
      PASSKEY_ENDPOINTS.confirm,
      { method: 'POST', body, use: [sensitiveSessionMiddleware] },
      async (ctx) => {
        const { user } = ctx.context.session;
        await finishAuthentication(ctx, relyingParty, ctx.body.response, async ({ userId }) => {
          if (userId !== user.id) throw passkeyRefused();
        });
        await renewSession(ctx);
        return ctx.json({ status: true });
      },
    ),
  };
}

async function assertConfirmedEmail({ context }: GenericEndpointContext, { userId }: PasskeyRow): Promise<void> {
  const user = await context.internalAdapter.findUserById(userId);
  if (!user?.emailVerified) throw new APIError('FORBIDDEN', NOT_VERIFIED);
}

/** A person who has a passkey keeps it. */
function refusedWhenTaken(error: unknown): never {
  throw (Object(error) as { code?: unknown }).code === UNIQUE_VIOLATION ? passkeyRefused() : error;
}
