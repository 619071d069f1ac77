import type { HttpError } from '@latch/server-kit/http-errors';
import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { code, password } from '../validation/fields.js';
import { authenticator } from './authenticator.js';
import { ClockDifference, UsedCodes } from './authenticator-codes.js';
import { recoveryCodes } from './recovery-codes.js';
import {
  codes,
  CONFIRM_ENDPOINT,
  RECOVERY_CODES_ENDPOINT,
  SET_UP_ENDPOINT,
  TURN_OFF_ENDPOINT,
  USE_PASSKEYS_ENDPOINT,
} from './second-factor-plugin.js';
import { trustedBrowsers } from './trusted-browsers.js';

const stepUpBody = z.strictObject({ password: password.optional() });

/** What is asked beyond the password, and turning it on and off. @see contracts/account.yaml */
export function secondFactorRoutes(services: Services): Route[] {
  const { database, limits } = services;
  const ask = asking(services);
  return [
    route({ method: 'GET', path: '/api/auth/second-factor', who: 'signed-in', handle: createStateHandler(services) }),
    route({
      method: 'POST',
      who: 'step-up',
      body: stepUpBody,
      path: '/api/auth/second-factor/set-up',
      handle: (request) => ask(SET_UP_ENDPOINT, request),
    }),
    route({
      method: 'POST',
      path: '/api/auth/second-factor/confirm',
      who: 'signed-in',
      body: z.strictObject({ code }),
      limit: limits.code,
      audit: 'second-factor-on',
      handle: createConfirmHandler(services, ask),
    }),
    route({
      method: 'POST',
      who: 'step-up',
      body: stepUpBody,
      path: '/api/auth/second-factor/use-passkeys',
      audit: 'second-factor-on',
      handle: createUsePasskeysHandler(services, ask),
    }),
    route({
      method: 'POST',
      who: 'step-up',
      body: stepUpBody,
      path: '/api/auth/second-factor/turn-off',
      audit: 'second-factor-off',
      handle: createTurnOffHandler(services, ask),
    }),
    route({
      method: 'POST',
      who: 'step-up',
      body: stepUpBody,
      path: '/api/auth/second-factor/recovery-codes',
      audit: 'recovery-codes-renewed',
      handle: (request) => ask(RECOVERY_CODES_ENDPOINT, request),
    }),
    // Asks every browser for the second factor again.
    route({
      method: 'POST',
      path: '/api/auth/second-factor/forget-trusted',
      who: 'signed-in',
      body: z.strictObject({}),
      audit: 'trusted-browsers-forgotten',
      async handle({ log }, { user }) {
        const count = await unlessOutage(trustedBrowsers.forgetAll(database.query.bind(database), user.id), log);
        return { status: 200, body: { count }, ...(count === 0 && { audit: [] }) };
      },
    }),
  ];
}

type Ask = ReturnType<typeof asking>;

const MEANINGS = {
  [codes.on]: httpErrors.secondFactorOn,
  [codes.off]: httpErrors.secondFactorOff,
  [codes.notSetUp]: httpErrors.secondFactorNotSetUp,
  [codes.noPasskey]: httpErrors.noPasskey,
};

/** Asks an endpoint of ours at Better Auth, and answers with what it returns. */
function asking({ calls }: Services) {
  return async (
    endpoint: string,
    request: RouteRequest,
    body: object = {},
    more: Record<string, () => HttpError> = {},
  ) => {
    const options = { withCookies: true, meanings: { ...MEANINGS, ...more } };
    const { body: answered, cookies } = await calls.post(endpoint, { ...request, body }, options);
    return { status: 200, body: answered, headers: { 'set-cookie': cookies } };
  };
}

function createUsePasskeysHandler({ mailQueue, templates }: Services, ask: Ask) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const answer = await ask(USE_PASSKEYS_ENDPOINT, request);
    await mailQueue.notify(templates.secondFactorOn(user), request.log);
    return answer;
  };
}

function createTurnOffHandler({ mailQueue, templates, secondFactorCookies }: Services, ask: Ask) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const { headers } = await ask(TURN_OFF_ENDPOINT, request);
    await mailQueue.notify(templates.secondFactorOff(user), request.log);
    const set = [...headers['set-cookie'], ...secondFactorCookies.clearingTrust(request.headers.cookie)];
    return { status: 200, body: { success: true }, headers: { 'set-cookie': set } };
  };
}

const wrong = (reason: string) => httpErrors.validationFailed({ code: [reason] });

function createConfirmHandler({ database, context, mailQueue, templates }: Services, ask: Ask) {
  const usedCodes = new UsedCodes(database);
  const clockDifference = new ClockDifference(context, database, usedCodes);
  return async (request: RouteRequest<{ code: string }>, { user }: SignedIn): Promise<Answer> => {
    const digits = authenticator.read(request.body.code);
    if (digits === undefined) throw wrong('Enter the six digits that the app shows.');
    const wrongCode = wrong('This is not the code of just now. Look at the app again.');
    const work = usedCodes.once(user.id, digits, request.log, () =>
      ask(CONFIRM_ENDPOINT, request, { code: digits }, { [codes.wrongCode]: () => wrongCode }),
    );
    const { body, headers } = await work.catch(async (error: unknown) => {
      throw error === wrongCode ? await clockDifference.explain(user.id, digits, wrongCode, request.log) : error;
    });
    const { turnedOn } = body as { turnedOn: boolean };
    if (turnedOn) await mailQueue.notify(templates.secondFactorOn(user), request.log);
    const audit = { event: turnedOn ? 'second-factor-on' : 'authenticator-added' } as const;
    return { status: 200, body: { success: true }, headers, audit };
  };
}

const STATE = `
  select "twoFactorEnabled" as enabled, coalesce("twoFactor".verified, false) as verified, "backupCodes",
    (select count(*)::int from passkey where passkey."userId" = "user".id) as passkeys
  from "user" left join "twoFactor" on "twoFactor"."userId" = "user".id where "user".id = $1`;

interface State extends Record<string, unknown> {
  enabled: boolean;
  verified: boolean;
  backupCodes: string | null;
  passkeys: number;
}

function createStateHandler({ database, context }: Services) {
  return async ({ log }: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const [row] = await unlessOutage(database.query<State>(STATE, [user.id]), log);
    if (!row) throw httpErrors.invalidSession();
    const { enabled, verified, backupCodes, passkeys } = row;
    // A set-up that was not confirmed has codes that nothing asks for.
    const recoveryCodesLeft = enabled && backupCodes ? await recoveryCodes.left(context.secretConfig, backupCodes) : 0;
    const trusted = await unlessOutage(trustedBrowsers.count(database.query.bind(database), user.id), log);
    const hasAuthenticator = enabled && verified;
    const body = { enabled, authenticator: hasAuthenticator, passkeys, recoveryCodesLeft, trustedBrowsers: trusted };
    return { status: 200, body };
  };
}
