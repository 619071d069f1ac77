import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin, GenericEndpointContext, User } from 'better-auth';
import { APIError, createAuthMiddleware, isAPIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { ADMINISTRATOR_ROLE } from '../session/sessions.js';
import { queryInTransaction } from '../better-auth/shared-transaction.js';
import { isFirstAccount } from './first-account.js';
import { invitations } from './invitations.js';
import type { SetupCode } from './setup-code.js';
import type { SignUpMode } from '../environment.js';

interface Presented {
  token?: string;
  setupCode?: string;
  /** Set when it became an account; `mailed` says whether that showed whose address it is. */
  used?: { mailed: boolean };
}

const presented = new AsyncLocalStorage<Presented>();

/**
 * Runs work in which Better Auth may make an account: a sign-up by e-mail, or by the answer of a provider. Whether it may, and
 * for whom, is decided where the account is made, in its transaction, which uses the invitation up. When it may not, Better
 * Auth's work fails with an `APIError` of one of these codes, each of which `BetterAuthCalls` turns into an error:
 *
 * - `SIGN_UP_CLOSED`, `INVITATION_NEEDED`: this Latch takes nobody, or nobody without an invitation.
 * - `LINK_NOT_VALID`: the invitation was used, taken back, or is too old.
 * - `INVITED_ADDRESS`: it is for another address than the account's.
 * - `SETUP_CODE_NEEDED`, `SETUP_CODE_WRONG`: it is the first account, which needs the set-up code unless anybody may sign up.
 *
 * The first account of all is an administrator's, and needs no invitation.
 * @param given the invitation and the set-up code, as far as there are such
 * @param work calls Better Auth's handler
 */
export async function withInvitation<T>(
  given: Pick<Presented, 'token' | 'setupCode'>,
  work: () => Promise<T>,
): Promise<{ result: T; invitation: Presented }> {
  const invitation: Presented = { ...given };
  return { result: await presented.run(invitation, work), invitation };
}

/** Lets Better Auth make accounts only for whom it may. @see withInvitation */
export function signUpPolicy(mode: SignUpMode, setupCode: SetupCode) {
  const before = (user: User & Record<string, unknown>) => decideSignUp(mode, setupCode, user);
  return {
    id: 'sign-up-policy',
    init: () => ({ options: { databaseHooks: { user: { create: { before } } } } }),
    hooks: {
      after: [
        {
          matcher: ({ path }) => path === '/sign-up/email',
          handler: createAuthMiddleware(async (ctx) => {
            const { returned } = ctx.context;
            if (!isAPIError(returned)) await signInConfirmed(ctx, (returned as { user: User }).user.id);
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

async function decideSignUp(mode: SignUpMode, setupCode: SetupCode, user: User & Record<string, unknown>) {
  const query = queryInTransaction();
  const invitation = presented.getStore();
  if (await isFirstAccount(query)) {
    const problem = await setupCode.use(query, invitation?.setupCode);
    if (problem) throw refused(problem === 'missing' ? 'SETUP_CODE_NEEDED' : 'SETUP_CODE_WRONG');
    return { data: { role: ADMINISTRATOR_ROLE } };
  }
  if (mode === 'closed') throw refused('SIGN_UP_CLOSED');
  if (!invitation?.token) {
    if (mode === 'invitation') throw refused('INVITATION_NEEDED');
    return undefined;
  }
  const used = await invitations.use(query, invitation.token);
  if (!used) throw refused('LINK_NOT_VALID');
  if (used.email !== user.email.toLowerCase()) throw refused('INVITED_ADDRESS');
  invitation.used = { mailed: used.mailed };
  return used.mailed ? { data: { emailVerified: true } } : undefined;
}

/** Better Auth signs nobody in who signs up where addresses are to be confirmed; by a mailed invitation this one is. */
async function signInConfirmed(ctx: GenericEndpointContext, userId: string): Promise<void> {
  const { internalAdapter, newSession } = ctx.context;
  if (newSession || !presented.getStore()?.used?.mailed) return;
  const user = await internalAdapter.findUserById(userId);
  if (!user) throw new Error('the account is gone that was made just now');
  await setSessionCookie(ctx, { user, session: await internalAdapter.createSession(user.id) });
}

/** Not 403, which Better Auth's sign-up would take for an address that has an account. */
function refused(code: string): APIError {
  return new APIError('UNPROCESSABLE_ENTITY', { code, message: code });
}
