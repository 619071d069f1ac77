import type { HttpError } from '@latch/server-kit/http-errors';
import { cookiesOf, type BetterAuthCalls } from '../better-auth/better-auth-calls.js';
import { type AccountUser, toUser } from '../account/account-user.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { AccountLimits } from '../limits/account-limits.js';
import { placesOf } from '../http/client-address.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import { passwordHashLimiter } from '../passwords/password-hash-limiter.js';
import type { SessionCookie } from '../session/session-cookie.js';
import { authenticator } from './authenticator.js';
import type { Challenge, Challenges } from './challenges.js';
import type { ClockDifference, UsedCodes } from './authenticator-codes.js';
import { recoveryCodes } from './recovery-codes.js';

export interface SecondStepDependencies {
  calls: BetterAuthCalls;
  challenges: Challenges;
  usedCodes: UsedCodes;
  clockDifference: ClockDifference;
  cookie: SessionCookie;
  limits: AccountLimits;
  audit: AuditLog;
  templates: MailTemplates;
  mailQueue: MailQueue;
}

type Request = RouteRequest<{ method: 'totp' | 'recovery-code'; code: string; trustBrowser: boolean }>;

const VERIFY_TOTP = '/api/auth/two-factor/verify-totp';
const VERIFY_RECOVERY_CODE = '/api/auth/two-factor/verify-backup-code';

/** Ends a sign-in that waits for a code. Until then nobody is signed in. */
export class SecondStep {
  constructor(private readonly its: SecondStepDependencies) {}

  readonly handle = async (request: RouteRequest): Promise<Reply> => {
    const { challenges, limits, audit } = this.its;
    const challenge = await challenges.findOrRefuse(request);
    const { userId, lockedSeconds } = challenge;
    if (lockedSeconds !== null) throw httpErrors.tooManyRequests(String(Math.ceil(lockedSeconds)));
    const response = await this.#answer(request as Request, challenge);
    await limits.signedIn(challenge.email, request);
    await audit.record('signed-in', aboutRequest(request, userId));
    const { user } = (await response.json()) as { user: AccountUser };
    return { status: 200, body: { user: toUser(user) }, headers: { 'set-cookie': this.#cookies(request, response) } };
  };

  #answer(request: Request, challenge: Challenge): Promise<Response> {
    return request.body.method === 'totp'
      ? this.#byAuthenticator(request, challenge)
      : this.#byRecoveryCode(request, challenge);
  }

  async #byAuthenticator(request: Request, challenge: Challenge): Promise<Response> {
    const { usedCodes, clockDifference } = this.its;
    const code = authenticator.read(request.body.code);
    if (!challenge.hasAuthenticator) throw wrong('This account has no authenticator app.');
    if (code === undefined) throw wrong('Enter the six digits that the app shows.');
    const refusal = wrong('This is not the code of just now. Wait for the next one.');
    const work = usedCodes.once(challenge.userId, code, request.log, () =>
      this.#ask(VERIFY_TOTP, request, challenge, code, refusal),
    );
    return work.catch(async (error: unknown) => {
      throw error === refusal ? await clockDifference.explain(challenge.userId, code, refusal, request.log) : error;
    });
  }

  async #byRecoveryCode(request: Request, challenge: Challenge): Promise<Response> {
    const { audit, templates, mailQueue } = this.its;
    const code = recoveryCodes.read(request.body.code);
    const refusal = wrong('This is none of your recovery codes, or it was used already.');
    if (code === undefined) throw wrong('Enter a recovery code, like a2b3c-d4e5f.');
    const places = placesOf(request.clientAddress);
    const digest = await passwordHashLimiter.as(places, () => recoveryCodes.digest(challenge.userId, code));
    const response = await this.#ask(VERIFY_RECOVERY_CODE, request, challenge, digest, refusal);
    await audit.record('recovery-code-used', aboutRequest(request, challenge.userId));
    await mailQueue.notify(templates.recoveryCodeUsed(challenge), request.log);
    return response;
  }

  /** It is Better Auth that counts wrong codes, ends a sign-in after five, and takes none for a while after ten. */
  async #ask(
    path: string,
    request: Request,
    { userId }: Challenge,
    code: string,
    refusal: HttpError,
  ): Promise<Response> {
    const { calls, challenges, audit } = this.its;
    const cookie = challenges.cookies.forSecondStep(request.headers.cookie);
    const body = { code, trustDevice: request.body.trustBrowser };
    const sent = { ...request, body, headers: { ...request.headers, cookie } };
    try {
      return await calls.post(path, sent, { withCookies: true, meanings: meaningsOf(refusal) });
    } catch (error) {
      if (error === refusal) await audit.record('second-factor-failed', aboutRequest(request, userId));
      throw error;
    }
  }

  #cookies(request: Request | RouteRequest, response: Response): string[] {
    const { challenges, cookie } = this.its;
    const set = cookie.settingAlone(request, cookiesOf(response));
    return challenges.cookies.withoutRemembering(request.headers.cookie, set);
  }
}

const wrong = (reason: string) => httpErrors.validationFailed({ code: [reason] });

const meaningsOf = (refusal: HttpError) => ({
  ACCOUNT_GONE: httpErrors.signInExpired,
  INVALID_CODE: () => refusal,
  INVALID_BACKUP_CODE: () => refusal,
  // Without a code: somebody else used the same recovery code in the same moment.
  undefined: () => refusal,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: httpErrors.signInExpired,
  INVALID_TWO_FACTOR_COOKIE: httpErrors.signInExpired,
  // It was turned off since it was looked at.
  TOTP_NOT_ENABLED: httpErrors.signInExpired,
  BACKUP_CODES_NOT_ENABLED: httpErrors.signInExpired,
});
