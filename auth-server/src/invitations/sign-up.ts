import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import { type AccountUser, toUser } from '../account/account-user.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { AccountLimits } from '../limits/account-limits.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { isSame } from '../typed-codes.js';
import { withInvitation } from './sign-up-policy.js';
import { hasAccounts } from './first-account.js';
import { invitations, type OpenInvitation } from './invitations.js';
import type { SetupCode } from './setup-code.js';
import type { SignUpMode } from '../environment.js';

type Handle = (request: RouteRequest) => Promise<Reply>;

interface Body {
  email: string;
  invitation?: string;
  setupCode?: string;
}

interface Ways {
  /** For whoever has no invitation, or one that does not show whose address it is. */
  usual: Handle;
  /** For whoever has one that does. */
  confirmed: Handle;
}

/**
 * Signing up, as far as this Latch lets people in. Whoever may not is told so before anything depends on the address, so
 * that no answer tells whether that has an account; it is decided again where the account is made.
 */
export class SignUp {
  constructor(
    private readonly database: Database,
    private readonly mode: SignUpMode,
    private readonly setupCode: SetupCode,
    private readonly limits: AccountLimits,
  ) {}

  /**
   * @param request with the token of an invitation and the set-up code in its body, if there are such
   * @returns the invitation
   * @throws {HttpError} 403 `SIGN_UP_CLOSED`, `INVITATION_NEEDED` or `SETUP_CODE_NEEDED`, 410 when the invitation is not good
   *   (any more), 422 when the set-up code is wrong, 429 after many wrong ones
   */
  async assertMayApply(request: RouteRequest<Body>): Promise<OpenInvitation | undefined> {
    const { log, body } = request;
    const { invitation: token } = body;
    const query = this.database.query.bind(this.database);
    if (this.mode === 'open' && token === undefined) return undefined;
    if (!(await unlessOutage(hasAccounts(query), log))) {
      await this.#assertKnowsSetupCode(request);
      return undefined;
    }
    if (this.mode === 'closed') throw httpErrors.signUpClosed();
    if (token === undefined) throw httpErrors.invitationNeeded();
    const invitation = await unlessOutage(invitations.find(query, token), log);
    if (!invitation) throw httpErrors.linkNotValid();
    return invitation;
  }

  /** What it is for is decided again where the account is made; here no password is hashed for a guess. */
  async #assertKnowsSetupCode(request: RouteRequest<Body>): Promise<void> {
    const code = await unlessOutage(this.setupCode.find(this.database.query.bind(this.database)), request.log);
    if (code === undefined) return;
    const { setupCode: given } = request.body;
    if (given === undefined) throw httpErrors.setupCodeNeeded();
    await this.limits.guessingSetupCode(request, async () => {
      if (!isSame(given, code)) throw httpErrors.setupCodeWrong();
    });
  }

  /** Around what makes an account by e-mail. Better Auth is sent the body without invitation and code. */
  around({ usual, confirmed }: Ways): Handle {
    return async (request) => {
      const { invitation: token, setupCode, ...body } = request.body as Body;
      const invitation = await this.assertMayApply(request as RouteRequest<Body>);
      if (invitation && invitation.email !== body.email.toLowerCase()) throw httpErrors.invitedAddress();
      const { result } = await withInvitation({ token, setupCode }, () =>
        (invitation?.mailed ? confirmed : usual)({ ...request, body }),
      );
      return result;
    };
  }
}

/** Signs up, and in at once where an address must be confirmed otherwise: the mail with the invitation came to it. */
export function signsUpConfirmed(calls: BetterAuthCalls, cookie: SessionCookie, audit: AuditLog, path: string): Handle {
  return async (request) => {
    const response = await calls.post(path, request);
    const { user } = (await response.json()) as { user: AccountUser };
    const cookies = cookiesOf(response);
    // The address has an account already, as a mail says; Better Auth made up this one.
    if (cookies.length === 0) return { status: 200, body: { user: null } };
    await audit.record('signed-up', aboutRequest(request, user.id));
    const set = cookie.settingAlone(request, cookies);
    return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': set } };
  };
}
