import type { AuthContext } from 'better-auth';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { assertFresh, type SignedIn } from '../session/sessions.js';

export const WHILE_SIGNED_IN = 'Asked for the password on a device that is signed in';

export const wrongPassword = (field: string) =>
  httpErrors.validationFailed({ [field]: ['This is not your password.'] });

/** What of Better Auth's context it takes. */
interface Passwords {
  internalAdapter: Pick<AuthContext['internalAdapter'], 'findCredentialAccount'>;
  password: Pick<AuthContext['password'], 'verify'>;
}

/**
 * Asks a person who is signed in to show that it is them, before something is done that cannot be taken back: by the password,
 * or, where the account has none, by having signed in shortly before.
 */
export class StepUpAuth {
  constructor(
    private readonly auth: { $context: Promise<Passwords> },
    private readonly limits: AccountLimits,
    private readonly audit: AuditLog,
  ) {}

  /** @throws {HttpError} 422 that names the password, 403 `FRESH_SESSION_NEEDED`, 429 or 503 */
  async assert(request: RouteRequest<{ password?: string }>, who: SignedIn): Promise<void> {
    const { internalAdapter, password: passwords } = await this.auth.$context;
    const account = await unlessOutage(internalAdapter.findCredentialAccount(who.user.id), request.log);
    const hash = account?.password;
    if (!hash) return assertFresh(who);
    const { password } = request.body;
    if (password === undefined) throw httpErrors.validationFailed({ password: ['Enter your password.'] });
    // Checked through Better Auth, and so within the limit for hashing.
    await this.limits.guessingPassword(request, who, async () => {
      if (await passwords.verify({ hash, password })) return;
      await this.audit.record('sign-in-failed', aboutRequest(request, who.user.id, WHILE_SIGNED_IN));
      throw wrongPassword('password');
    });
  }
}
