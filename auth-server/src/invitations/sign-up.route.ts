import { HttpError } from '@latch/server-kit/http-errors';
import { z } from 'zod';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import { passwordProblem } from '../passwords/password-rules.js';
import type { Services } from '../services.js';
import { type AccountUser, toUser } from '../session/sessions.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { isSame } from '../typed-codes.js';
import { email, name, newPassword, setupCode, token } from '../validation/fields.js';
import { hasAccounts } from './first-account.js';
import { invitations } from './invitations.js';
import { withInvitation } from './sign-up-policy.js';

const body = z
  .strictObject({ name, email, password: newPassword, invitation: token.optional(), setupCode: setupCode.optional() })
  .check(({ value, issues }) => {
    const message = issues.length ? undefined : passwordProblem(value.password, value);
    if (message) issues.push({ code: 'custom', input: value.password, path: ['password'], message });
  });

type SignUpRequest = RouteRequest<z.infer<typeof body>>;

/** How an account is made, and by what. @see contracts/account.yaml */
export function signUpRoutes(services: Services): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/auth/sign-up/email',
      who: 'anybody',
      body,
      // Who may not sign up is told so before anything depends on the address, so that no answer tells whether that has an account.
      check: (request) => assertMayApply(services, request),
      evenTime: services.mailQueue.mode === 'smtp',
      limit: services.limits.signUp,
      audit: 'signed-up',
      handle: createSignUpHandler(services),
    }),
  ];
}

/** Whether there may be an account, and for whom, is decided again where it is made. @see signUpPolicy */
function createSignUpHandler(services: Services) {
  const query = services.database.query.bind(services.database);
  const isSent = services.mailQueue.mode === 'smtp';
  return async (request: SignUpRequest): Promise<Answer> => {
    const { invitation: given, setupCode: code, ...account } = request.body;
    const invitation =
      given === undefined ? undefined : await unlessOutage(invitations.find(query, given), request.log);
    // Better Auth is sent the body without invitation and code.
    const sent = { ...request, body: account };
    const signUp = isSent && !invitation?.mailed ? signUpToConfirm : signUpAndIn;
    return (await withInvitation({ token: given, setupCode: code }, () => signUp(services, sent))).result;
  };
}

/**
 * @throws {HttpError} 403 `SIGN_UP_CLOSED`, `INVITATION_NEEDED` or `SETUP_CODE_NEEDED`, 410 when the invitation is not good
 *   (any more), 422 when it is for another address or the set-up code is wrong, 429 after many wrong ones
 */
async function assertMayApply(services: Services, request: SignUpRequest): Promise<void> {
  const { database, environment } = services;
  const { log } = request;
  const { invitation: given, email: address } = request.body;
  const query = database.query.bind(database);
  if (environment.signUp === 'open' && given === undefined) return;
  if (!(await unlessOutage(hasAccounts(query), log))) return assertKnowsSetupCode(services, request);
  if (environment.signUp === 'closed') throw httpErrors.signUpClosed();
  if (given === undefined) throw httpErrors.invitationNeeded();
  const invitation = await unlessOutage(invitations.find(query, given), log);
  if (!invitation) throw httpErrors.linkNotValid();
  if (invitation.email !== address.toLowerCase()) throw httpErrors.invitedAddress();
}

/** What it is for is decided again where the account is made; here no password is hashed for a guess. */
async function assertKnowsSetupCode({ database, setupCode: kept, limits }: Services, request: SignUpRequest) {
  const code = await unlessOutage(kept.find(database.query.bind(database)), request.log);
  if (code === undefined) return;
  const { setupCode: given } = request.body;
  if (given === undefined) throw httpErrors.setupCodeNeeded();
  if (isSame(given, code)) return;
  await limits.countWrongCode(request, 'set-up');
  throw httpErrors.setupCodeWrong();
}

/** Also where an address must be confirmed otherwise: the mail with the invitation came to it. */
async function signUpAndIn({ calls, cookie }: Services, request: RouteRequest): Promise<Answer> {
  const { body: answered, cookies } = await calls.post('/sign-up/email', request);
  // The address has an account already, as a mail says; Better Auth made up this one.
  if (cookies.length === 0) return { status: 200, body: { user: null }, audit: [] };
  const { user } = answered as { user: AccountUser };
  const set = { 'set-cookie': cookie.settingAlone(request, cookies) };
  return { status: 200, body: { user: toUser(user) }, headers: set, audit: { userId: user.id } };
}

/**
 * Where an address must be confirmed first, nobody is signed in, and the answer is the same whether or not the address had an
 * account. Only the mail tells.
 */
async function signUpToConfirm({ calls, database }: Services, request: RouteRequest): Promise<Answer> {
  const answered = await calls.post('/sign-up/email', request).catch((error: unknown) => {
    // Of two sign-ups at once with one address, the second fails in the database.
    if (!(error instanceof HttpError && error.code === 'USER_ALREADY_EXISTS')) throw error;
  });
  const { user } = (answered?.body ?? {}) as { user?: { id: string } };
  // Better Auth makes a user up where the address has an account.
  const made = user ? await database.query('select 1 from "user" where id = $1', [user.id]).catch(() => []) : [];
  return { status: 200, body: { user: null }, audit: made.length > 0 ? { userId: user!.id } : [] };
}
