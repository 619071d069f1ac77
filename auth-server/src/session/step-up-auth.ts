import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { WHILE_SIGNED_IN, wrongPassword } from '../account/password-checked.route.js';
import { assertFresh, type SignedIn } from '../account/signed-in.js';

type Handle<Body> = (request: RouteRequest<Body>, who: SignedIn) => Promise<Reply>;

/**
 * Asks whoever is signed in to show that it is them, before something is done that cannot be taken back: by the password, or,
 * where the account has none, by having signed in shortly before.
 */
export class StepUpAuth {
  constructor(
    private readonly auth: Auth,
    private readonly limits: AccountLimits,
    private readonly audit: AuditLog,
  ) {}

  /** Around a route; it refuses with 422 that names the password, 403 `FRESH_SESSION_NEEDED`, or 429. */
  around<Body extends { password?: string }>(handle: Handle<Body>): Handle<Body> {
    return async (request, who) => {
      const hash = await this.#hashOf(who.user.id, request);
      if (hash === undefined) assertFresh(who);
      else await this.#assertPassword(hash, request, who);
      return handle(request, who);
    };
  }

  async #hashOf(userId: string, { log }: RouteRequest): Promise<string | undefined> {
    const { internalAdapter } = await this.auth.$context;
    const account = await unlessOutage(internalAdapter.findCredentialAccount(userId), log);
    return account?.password ?? undefined;
  }

  /** Checked through Better Auth, and so in the line in which passwords wait to be hashed. */
  async #assertPassword(hash: string, request: RouteRequest<{ password?: string }>, who: SignedIn): Promise<void> {
    const { password } = request.body;
    if (password === undefined) throw httpErrors.validationFailed({ password: ['Enter your password.'] });
    const { password: passwords } = await this.auth.$context;
    await this.limits.guessingPassword(request, who, async () => {
      if (await passwords.verify({ hash, password })) return;
      await this.audit.record('sign-in-failed', aboutRequest(request, who.user.id, WHILE_SIGNED_IN));
      throw wrongPassword('password');
    });
  }
}
