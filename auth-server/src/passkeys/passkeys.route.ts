import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { id } from '../validation/fields.js';
import { passkeyBodies } from './passkey-bodies.js';
import { PasskeyChallenge } from './passkey-challenge.js';
import { PASSKEY_ENDPOINTS } from './passkey-plugin.js';
import { MOST_PASSKEYS, type Passkey, Passkeys } from './passkeys.js';
import { passkeyCheck } from './relying-party.js';

/** The passkeys of a person who is signed in. @see contracts/account.yaml */
export function passkeyRoutes(services: Services): Route[] {
  const { database, mailQueue, templates } = services;
  const passkeys = new Passkeys(database);
  const check = passkeyCheck(services.environment.publicUrl);
  return [
    route({
      method: 'GET',
      path: '/api/auth/passkeys',
      who: 'signed-in',
      async handle({ log }, { user }) {
        return { status: 200, body: { items: await unlessOutage(passkeys.of(user.id), log) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/passkeys/registration-options',
      who: 'fresh',
      body: z.strictObject({}),
      check,
      handle: createRegistrationOptionsHandler(services, passkeys),
    }),
    route({
      method: 'POST',
      path: '/api/auth/passkeys/register',
      who: 'fresh',
      body: passkeyBodies.newPasskey,
      check,
      audit: 'passkey-added',
      handle: createRegisterHandler(services, passkeys),
    }),
    // What is somebody else's is not there.
    route({
      method: 'POST',
      path: '/api/auth/passkeys/rename',
      who: 'signed-in',
      body: passkeyBodies.renamed,
      audit: 'passkey-renamed',
      async handle({ body, log }, { user }) {
        const renamed = await unlessOutage(passkeys.rename(user.id, body.id, body.name), log);
        if (!renamed) throw httpErrors.passkeyNotFound();
        return { status: 200, body: { success: true }, audit: { detail: body.name } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/passkeys/delete',
      who: 'fresh',
      body: z.strictObject({ id }),
      audit: 'passkey-removed',
      async handle({ body, log }, { user }) {
        const name = await unlessOutage(passkeys.remove(user.id, body.id), log);
        await mailQueue.notify(templates.passkeyRemoved(user, name), log);
        return { status: 200, body: { success: true }, audit: { detail: name } };
      },
    }),
  ];
}

const MEANINGS = {
  SESSION_NOT_FRESH: httpErrors.freshSessionNeeded,
  PASSKEY_REFUSED: () =>
    httpErrors.validationFailed({
      response: ['This passkey could not be kept. Begin again, and answer within five minutes.'],
    }),
};

function createRegistrationOptionsHandler({ calls }: Services, passkeys: Passkeys) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const known = await unlessOutage(passkeys.descriptorsOf(user.id), request.log);
    if (known.length >= MOST_PASSKEYS) throw httpErrors.tooManyPasskeys(MOST_PASSKEYS);
    const asked = { withCookies: true, meanings: MEANINGS };
    const { body: options, cookies } = await calls.get(PASSKEY_ENDPOINTS.registrationOptions, request, asked);
    return { status: 200, body: { options }, headers: { 'set-cookie': cookies } };
  };
}

interface KeptPasskey {
  id: string;
  name: string;
  createdAt: Date;
  deviceType: string;
}

function createRegisterHandler({ calls, context, mailQueue, templates }: Services, passkeys: Passkeys) {
  const challenge = PasskeyChallenge.of(context);
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const asked = { withCookies: true, meanings: MEANINGS };
    const { body, cookies } = await calls.post(PASSKEY_ENDPOINTS.register, request, asked);
    const passkey = toPasskey(body as KeptPasskey);
    if (await unlessOutage(passkeys.isOneTooMany(user.id, passkey.id), request.log))
      throw httpErrors.tooManyPasskeys(MOST_PASSKEYS);
    await mailQueue.notify(templates.passkeyAdded(user, passkey.name), request.log);
    const set = { 'set-cookie': [...cookies, challenge.clearing()] };
    return { status: 200, body: { passkey }, headers: set, audit: { detail: passkey.name } };
  };
}

function toPasskey({ id: passkeyId, name, createdAt, deviceType }: KeptPasskey): Passkey {
  return { id: passkeyId, name, createdAt, synced: deviceType === 'multiDevice' };
}
