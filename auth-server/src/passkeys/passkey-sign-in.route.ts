import { HttpError } from '@latch/server-kit/http-errors';
import { z } from 'zod';
import { aboutRequest } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import { type AccountUser, type SignedIn, toUser } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { type PasskeyAnswer, passkeyBodies } from './passkey-bodies.js';
import { PasskeyChallenge } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';
import { Passkeys } from './passkeys.js';
import { passkeyCheck } from './relying-party.js';

/** Signing in, or confirming who it is, with a passkey. @see contracts/account.yaml */
export function passkeySignInRoutes(services: Services): Route[] {
  const passkeys = new Passkeys(services.database);
  const challenge = PasskeyChallenge.of(services.context);
  const check = passkeyCheck(services.environment.publicUrl);
  return [
    route({
      method: 'POST',
      path: '/api/auth/sign-in/passkey-options',
      who: 'anybody',
      body: z.strictObject({}),
      check,
      handle: createOptionsHandler(services, passkeys),
    }),
    route({
      method: 'POST',
      path: '/api/auth/sign-in/passkey',
      who: 'anybody',
      body: passkeyBodies.answer,
      check,
      audit: 'signed-in',
      handle: createSignInHandler(services, passkeys, challenge),
    }),
    // The session counts as made just now.
    route({
      method: 'POST',
      path: '/api/auth/confirm-passkey',
      who: 'signed-in',
      body: passkeyBodies.answer,
      check,
      audit: 'passkey-confirmed',
      handle: createConfirmHandler(services, challenge),
    }),
  ];
}

/**
 * What a passkey is asked to sign. Where it is known whose it must be (in the middle of a sign-in by password, and of a person who
 * is signed in already) the browser offers those alone; anybody else chooses among what they have.
 */
function createOptionsHandler({ calls, challenges, sessions }: Services, passkeys: Passkeys) {
  return async (request: RouteRequest): Promise<Answer> => {
    const { headers, log } = request;
    const waiting = await challenges.find(request);
    const userId = waiting?.userId ?? (await sessions.find(headers.cookie, log, httpErrors.storeUnavailable))?.user.id;
    const allowed = userId === undefined ? [] : await unlessOutage(passkeys.descriptorsOf(userId), log);
    const { body, cookies } = await calls.get(PASSKEY_ENDPOINTS.signInOptions, request);
    const options = { ...(body as object), ...(allowed.length && { allowCredentials: allowed }) };
    return { status: 200, body: { options }, headers: { 'set-cookie': cookies } };
  };
}

type SignInRequest = RouteRequest<{ response: PasskeyAnswer }>;

/**
 * Signs in with a passkey, which is enough alone. In the middle of a sign-in by password it is the second factor, and so must
 * be of the same account.
 */
function createSignInHandler(services: Services, passkeys: Passkeys, challenge: PasskeyChallenge) {
  const { audit, networks } = services;
  return async (request: SignInRequest): Promise<Answer> => {
    const { body, clientAddress, log } = request;
    const owner = await unlessOutage(passkeys.ownerOf(body.response.id), log);
    try {
      const { user, cookies } = await signIn(services, challenge, request, owner);
      await networks.remember(user.email, clientAddress, log);
      const note = { userId: owner!, detail: 'With a passkey' };
      return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': cookies }, audit: note };
    } catch (error) {
      if (error instanceof HttpError && error.code === 'PASSKEY_REFUSED')
        await audit.record('passkey-failed', aboutRequest(request, owner ?? null));
      throw error;
    }
  };
}

const MEANINGS = { PASSKEY_REFUSED: httpErrors.passkeyRefused, ACCOUNT_GONE: httpErrors.passkeyRefused };

async function signIn(
  { calls, cookie, challenges, limits }: Services,
  challenge: PasskeyChallenge,
  request: SignInRequest,
  owner: string | undefined,
): Promise<{ user: AccountUser; cookies: string[] }> {
  const sent = request.headers.cookie;
  const waiting = await challenges.find(request);
  if (waiting && waiting.userId !== owner) {
    await limits.countWrongPasskey(waiting.userId, request);
    throw httpErrors.passkeyRefused();
  }
  const pairs = challenge.in(sent, waiting && challenges.cookies.forSecondStep(sent));
  if (!pairs) throw httpErrors.signInExpired();
  const asked = { ...request, headers: { ...request.headers, cookie: pairs } };
  const options = { withCookies: true, meanings: MEANINGS };
  const { body, cookies } = await calls.post(PASSKEY_ENDPOINTS.signIn, asked, options);
  // Good for nothing any more but to ask for a second factor: not worth failing for.
  if (waiting) {
    await challenges.end(waiting, request).catch(() => false);
    await limits.signedIn(waiting.email, request);
  }
  const set = [...cookies, challenge.clearing(), ...challenges.cookies.clearingChallenge(sent)];
  return { user: (body as { user: AccountUser }).user, cookies: cookie.settingAlone(request, set) };
}

const WHILE_SIGNED_IN = 'Asked for a passkey on a device that is signed in';

function createConfirmHandler({ calls, audit }: Services, challenge: PasskeyChallenge) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const refused = httpErrors.validationFailed({
      response: ['This is not one of your passkeys, or it took too long.'],
    });
    try {
      const options = { withCookies: true, meanings: { PASSKEY_REFUSED: () => refused } };
      const { cookies } = await calls.post(PASSKEY_ENDPOINTS.confirm, request, options);
      const set = { 'set-cookie': [...cookies, challenge.clearing()] };
      return { status: 200, body: { success: true }, headers: set };
    } catch (error) {
      if (error === refused) await audit.record('passkey-failed', aboutRequest(request, user.id, WHILE_SIGNED_IN));
      throw error;
    }
  };
}
