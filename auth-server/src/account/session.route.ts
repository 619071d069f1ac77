import { DUPLICATE_COOKIE_HEADER } from '@latch/server-kit/http-errors';
import { isAPIError } from 'better-auth/api';
import { z } from 'zod';
import type { Trouble } from '../database.js';
import { keepLastSeen } from '../devices/devices.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import { toSessionAnswer, toUser } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { path } from '../validation/fields.js';

/** @see contracts/account.yaml @see contracts/session-validation.yaml */
export function sessionRoutes(services: Services): Route[] {
  const { cookie, sessions } = services;
  return [
    // The backend's session check, on every one of its requests. It goes past Better Auth's router and hooks, which cost several
    // times what the check itself does.
    route({
      method: 'GET',
      path: '/api/auth/session',
      who: 'anybody',
      quiet: true,
      async handle({ headers, log }) {
        const found = await sessions.find(headers.cookie, log);
        if (!found) throw httpErrors.invalidSession();
        return { status: 200, body: toSessionAnswer(found) };
      },
    }),
    route({ method: 'GET', path: '/api/auth/get-session', who: 'anybody', handle: createGetSessionHandler(services) }),
    // Has the browser forget what other programs put beside the session's cookie, where only the backend is sent it: that gives
    // out no cookies.
    route({
      method: 'POST',
      path: '/api/auth/forget-cookies',
      who: 'anybody',
      body: z.strictObject({ path }),
      handle: ({ body }) => success(cookie.clearingBesideAt(body.path)),
    }),
    route({
      method: 'POST',
      path: '/api/auth/sign-out',
      who: 'anybody',
      body: z.strictObject({}),
      bodyOptional: true,
      audit: 'signed-out',
      handle: createSignOutHandler(services),
    }),
  ];
}

const success = (cookies: string[]): Answer => ({
  status: 200,
  body: { success: true },
  headers: { 'set-cookie': cookies },
});

/**
 * The browser's question whether it is signed in, and the only one that refreshes a session. A cookie that does not
 * stand for a session is cleared, and so are those beside it; an outage is 503, never "signed out".
 */
function createGetSessionHandler({ auth, database, cookie }: Services) {
  return ({ headers, path, log }: RouteRequest): Promise<Answer> =>
    database.watching(async (trouble) => {
      const values = cookie.valuesIn(headers.cookie);
      if (values.length === 0) return { status: 200, body: null };
      if (cookie.isDuplicatedIn(headers.cookie)) {
        // Named, since a browser that does not forget the other one is signed out whenever it has signed in.
        const named = { 'set-cookie': cookie.clearingBeside(path), [DUPLICATE_COOKIE_HEADER]: cookie.session.name };
        return { status: 200, body: null, headers: named };
      }
      const sent = headers.cookie!;
      const asked = auth.api.getSession({ headers: { cookie: cookie.renewed(sent) }, returnHeaders: true });
      const answered = await asked.catch((error: unknown) => endedMeanwhile(error, trouble));
      if (trouble.outage) throw httpErrors.sessionStoreUnavailable();
      if (!answered?.response) return { status: 200, body: null, headers: { 'set-cookie': cookie.clearing() } };
      const { user, session } = answered.response;
      await keepLastSeen(database, session, log);
      const persistent = cookie.isPersistentIn(sent);
      const body = { user: toUser(user), session: { expiresAt: session.expiresAt }, persistent };
      const set = answered.headers?.getSetCookie() ?? [];
      const renewed = cookie.settingRenewed(sent, new Date(session.expiresAt), set);
      return { status: 200, body, headers: { 'set-cookie': [...set, ...renewed] } };
    });
}

/** Nothing when the session was ended while it was being refreshed. @throws {Error} when Better Auth could not tell */
function endedMeanwhile(error: unknown, trouble: Trouble): undefined {
  if (trouble.outage) throw httpErrors.sessionStoreUnavailable();
  if (!isAPIError(error) || error.status !== 'UNAUTHORIZED') throw error;
}

/**
 * Ends the session. Better Auth's own route answers 200 and clears the cookie even when the session could not be deleted;
 * here the row is known to be gone before anybody is told so.
 */
function createSignOutHandler({ context, database, cookie }: Services) {
  const usersOf = async (tokens: string[]): Promise<string[]> => {
    if (!tokens.length) return [];
    const statement = 'select distinct "userId" from session where token = any($1)';
    return (await database.query<{ userId: string }>(statement, [tokens])).map(({ userId }) => userId);
  };
  return async (request: RouteRequest): Promise<Answer> => {
    const { headers, log } = request;
    const tokens = cookie.valuesIn(headers.cookie).flatMap((value) => cookie.verify(value) ?? []);
    const end = async (): Promise<string[]> => {
      const users = await usersOf(tokens);
      for (const token of tokens) await context.internalAdapter.deleteSession(token);
      if ((await usersOf(tokens)).length) throw new Error('the session is still there');
      return users;
    };
    const users = await unlessOutage(end(), log, { message: 'a session could not be ended' });
    return { ...success(cookie.clearing(request)), audit: users.map((userId) => ({ userId })) };
  };
}
