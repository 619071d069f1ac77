import { HttpError } from '@latch/server-kit/http-errors';
import { z } from 'zod';
import { aboutRequest, accountOfAddress } from '../audit/audit-log.js';
import type { BetterAuthAnswer } from '../better-auth/better-auth-calls.js';
import { placesOf } from '../http/client-address.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { passwordHashLimiter } from '../passwords/password-hash-limiter.js';
import type { Services } from '../services.js';
import { type AccountUser, toUser } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { choice, code, email, password } from '../validation/fields.js';
import { authenticator } from './authenticator.js';
import { ClockDifference, UsedCodes } from './authenticator-codes.js';
import type { Asked } from './challenge-plugin.js';
import type { Challenge } from './challenges.js';
import { recoveryCodes } from './recovery-codes.js';

const method = z.enum(['totp', 'recovery-code'], 'Say totp or recovery-code.');
const secondStep = z.strictObject({ method, code, trustBrowser: choice.default(false) });

/** Signing in by a password, and by a code after it. @see contracts/account.yaml */
export function signInRoutes(services: Services): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      who: 'anybody',
      body: z.strictObject({ email, password, rememberMe: choice.default(true) }),
      limit: services.limits.signIn,
      audit: 'signed-in',
      handle: (request) => signIn(services, request),
    }),
    route({
      method: 'POST',
      path: '/api/auth/sign-in/second-factor',
      who: 'anybody',
      body: secondStep,
      audit: 'signed-in',
      handle: createSecondStepHandler(services),
    }),
  ];
}

/**
 * Signs in by a password, or says what may answer for the second step. Of the request's cookies Better Auth sees the one by which
 * a browser is trusted, and no other.
 */
async function signIn(services: Services, request: RouteRequest): Promise<Answer> {
  const { calls, cookie, secondFactorCookies } = services;
  const sent = request.headers.cookie;
  const headers = { ...request.headers, cookie: secondFactorCookies.forFirstStep(sent) };
  // An account that is gone is answered as an address that never had one.
  const meanings = { ACCOUNT_GONE: httpErrors.wrongCredentials };
  const { body, cookies } = await calls
    .post('/sign-in/email', { ...request, headers }, { withCookies: true, meanings })
    .catch((error: unknown) => recordFailure(services, request, error));
  const { user, secondFactor } = body as { user?: AccountUser } & Partial<Asked>;
  const set = cookie.settingAlone(request, cookies);
  if (!user) return { status: 200, body: { user: null, secondFactor }, headers: { 'set-cookie': set }, audit: [] };
  const all = { 'set-cookie': [...set, ...secondFactorCookies.clearingChallenge(sent)] };
  return { status: 200, body: { user: toUser(user) }, headers: all, audit: { userId: user.id } };
}

/** Somebody without an account has a row too, which is nobody's: no time may tell the one from the other. */
async function recordFailure({ database, audit }: Services, request: RouteRequest, error: unknown): Promise<never> {
  const errorCode = error instanceof HttpError ? error.code : undefined;
  if (errorCode === 'INVALID_EMAIL_OR_PASSWORD' || errorCode === 'ACCOUNT_DISABLED') {
    const userId = await accountOfAddress(database, request);
    const detail = errorCode === 'ACCOUNT_DISABLED' ? 'The account is disabled' : undefined;
    await audit.record('sign-in-failed', aboutRequest(request, userId, detail));
  }
  throw error;
}

type SecondStepRequest = RouteRequest<z.infer<typeof secondStep>>;

/** Ends a sign-in that waits for a code. Until then nobody is signed in. */
function createSecondStepHandler(services: Services) {
  const { challenges, limits, cookie, database, context } = services;
  const usedCodes = new UsedCodes(database);
  const tools = { ...services, usedCodes, clockDifference: new ClockDifference(context, database, usedCodes) };
  return async (request: SecondStepRequest): Promise<Answer> => {
    const challenge = await challenges.findOrRefuse(request);
    const { userId, lockedSeconds } = challenge;
    if (lockedSeconds !== null) throw httpErrors.tooManyRequests(String(Math.ceil(lockedSeconds)));
    const answer = request.body.method === 'totp' ? answerByAuthenticator : answerByRecoveryCode;
    const { body, cookies } = await answer(tools, request, challenge);
    await limits.signedIn(challenge.email, request);
    const { user } = body as { user: AccountUser };
    const alone = cookie.settingAlone(request, cookies);
    const set = challenges.cookies.withoutRemembering(request.headers.cookie, alone);
    return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': set }, audit: { userId } };
  };
}

type Tools = Services & { usedCodes: UsedCodes; clockDifference: ClockDifference };

async function answerByAuthenticator(tools: Tools, request: SecondStepRequest, challenge: Challenge) {
  const { usedCodes, clockDifference } = tools;
  const { userId } = challenge;
  const digits = authenticator.read(request.body.code);
  if (!challenge.hasAuthenticator) throw wrong('This account has no authenticator app.');
  if (digits === undefined) throw wrong('Enter the six digits that the app shows.');
  const wrongCode = wrong('This is not the code of just now. Wait for the next one.');
  const work = usedCodes.once(userId, digits, request.log, () =>
    verify(tools, '/two-factor/verify-totp', request, challenge, digits, wrongCode),
  );
  return work.catch(async (error: unknown) => {
    throw error === wrongCode ? await clockDifference.explain(userId, digits, wrongCode, request.log) : error;
  });
}

async function answerByRecoveryCode(tools: Tools, request: SecondStepRequest, challenge: Challenge) {
  const { audit, templates, mailQueue } = tools;
  const typed = recoveryCodes.read(request.body.code);
  const wrongCode = wrong('This is none of your recovery codes, or it was used already.');
  if (typed === undefined) throw wrong('Enter a recovery code, like a2b3c-d4e5f.');
  const places = placesOf(request.clientAddress);
  const digest = await passwordHashLimiter.as(places, () => recoveryCodes.digest(challenge.userId, typed));
  const answer = await verify(tools, '/two-factor/verify-backup-code', request, challenge, digest, wrongCode);
  await audit.record('recovery-code-used', aboutRequest(request, challenge.userId));
  await mailQueue.notify(templates.recoveryCodeUsed(challenge), request.log);
  return answer;
}

/** It is Better Auth that counts wrong codes, ends a sign-in after five, and takes none for a while after ten. */
async function verify(
  { calls, challenges, audit }: Tools,
  endpoint: string,
  request: SecondStepRequest,
  { userId }: Challenge,
  given: string,
  wrongCode: HttpError,
): Promise<BetterAuthAnswer> {
  const cookie = challenges.cookies.forSecondStep(request.headers.cookie);
  const body = { code: given, trustDevice: request.body.trustBrowser };
  const sent = { ...request, body, headers: { ...request.headers, cookie } };
  try {
    return await calls.post(endpoint, sent, { withCookies: true, meanings: meaningsOf(wrongCode) });
  } catch (error) {
    if (error === wrongCode) await audit.record('second-factor-failed', aboutRequest(request, userId));
    throw error;
  }
}

const wrong = (reason: string) => httpErrors.validationFailed({ code: [reason] });

const meaningsOf = (wrongCode: HttpError) => ({
  ACCOUNT_GONE: httpErrors.signInExpired,
  INVALID_CODE: () => wrongCode,
  INVALID_BACKUP_CODE: () => wrongCode,
  // Without a code: somebody else used the same recovery code in the same moment.
  undefined: () => wrongCode,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: httpErrors.signInExpired,
  INVALID_TWO_FACTOR_COOKIE: httpErrors.signInExpired,
  // It was turned off since it was looked at.
  TOTP_NOT_ENABLED: httpErrors.signInExpired,
  BACKUP_CODES_NOT_ENABLED: httpErrors.signInExpired,
});
