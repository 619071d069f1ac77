import { generateRandomString } from 'better-auth/crypto';
import { z } from 'zod';
import { aboutRequest } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import { passwordProblem } from '../passwords/password-rules.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { WHILE_SIGNED_IN, wrongPassword } from '../shell/step-up-auth.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { newPassword, password } from '../validation/fields.js';
import { links } from './links/links.js';
import { CHANGE_PASSWORD_ENDPOINT, CONFIRM_PASSWORD_ENDPOINT } from './password-endpoints.js';
import { lockSignInMethods } from './sign-in-methods.js';

/** The password of a person who is signed in. @see contracts/account.yaml */
export function passwordRoutes(services: Services): Route[] {
  const { limits } = services;
  return [
    // All other devices are signed out by it.
    route({
      method: 'POST',
      path: '/api/auth/change-password',
      who: 'signed-in',
      body: z.strictObject({ currentPassword: password, newPassword }),
      check: assertNotGuessable,
      limit: limits.password,
      audit: 'password-changed',
      handle: createPasswordCheckHandler(services, CHANGE_PASSWORD_ENDPOINT, 'currentPassword'),
    }),
    // The session counts as made just now.
    route({
      method: 'POST',
      path: '/api/auth/confirm-password',
      who: 'signed-in',
      body: z.strictObject({ password }),
      limit: limits.password,
      audit: 'password-confirmed',
      handle: createPasswordCheckHandler(services, CONFIRM_PASSWORD_ENDPOINT, 'password'),
    }),
    route({
      method: 'POST',
      path: '/api/auth/set-password',
      who: 'fresh',
      body: z.strictObject({ newPassword }),
      check: assertNotGuessable,
      limit: limits.password,
      audit: 'password-set',
      handle: createSetPasswordHandler(services),
    }),
  ];
}

/** A new password is not to be guessed from what is known about its owner. That is no try at the old one, and not counted. */
function assertNotGuessable({ body }: RouteRequest<{ newPassword: string }>, { user }: SignedIn): void {
  const problem = passwordProblem(body.newPassword, user);
  if (problem !== undefined) throw httpErrors.validationFailed({ newPassword: [problem] });
}

/** @param field where the password stands in the body */
function createPasswordCheckHandler({ calls, audit }: Services, endpoint: string, field: string) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Answer> => {
    const wrong = wrongPassword(field);
    try {
      const meanings = { INVALID_PASSWORD: () => wrong };
      const { cookies } = await calls.post(endpoint, request, { withCookies: true, meanings });
      return { status: 200, body: { success: true }, headers: { 'set-cookie': cookies } };
    } catch (error) {
      if (error === wrong) await audit.record('sign-in-failed', aboutRequest(request, user.id, WHILE_SIGNED_IN));
      throw error;
    }
  };
}

const ID_LENGTH = 32;

/** As Better Auth keeps it: the account of somebody at ourselves. */
const KEEP = `
  insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
  values ($1, $2, 'credential', $2, $3, now(), now())
  on conflict ("providerId", "accountId") do update set password = excluded.password, "updatedAt" = excluded."updatedAt"`;

const END_OTHERS = 'delete from session where "userId" = $1 and id <> $2';

const HAS_PASSWORD = `
  select 1 from account where "userId" = $1 and "providerId" = 'credential' and password is not null`;

/** Gives an account a password that has none. All other devices are signed out by it, as by changing one. */
function createSetPasswordHandler({ context, database, mailQueue, templates }: Services) {
  return async ({ body, log }: RouteRequest<{ newPassword: string }>, { user, session }: SignedIn): Promise<Answer> => {
    // Asked once more in the transaction; hashing is too much work for nothing.
    const found = await unlessOutage(database.query(HAS_PASSWORD, [user.id]), log);
    if (found.length > 0) throw httpErrors.passwordThere();
    const hash = await context.password.hash(body.newPassword);
    const work = database.transaction(async (query) => {
      if ((await lockSignInMethods(query, user.id)).hasPassword) throw httpErrors.passwordThere();
      await query(KEEP, [generateRandomString(ID_LENGTH), user.id, hash]);
      await query(END_OTHERS, [user.id, session.id]);
      await links.revokeAll(query, user.id);
    });
    await unlessOutage(work, log);
    await mailQueue.notify(templates.passwordSet(user), log);
    return { status: 200, body: { success: true } };
  };
}
