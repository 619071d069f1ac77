import type { HttpError } from '@latch/server-kit/http-errors';
import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import type { SignedIn } from '../account/signed-in.js';
import { aboutRequest, type AuditEventName, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import { authenticator } from './authenticator.js';
import type { ClockDifference, UsedCodes } from './authenticator-codes.js';
import type { SecondFactorCookies } from './second-factor-cookies.js';
import {
  codes,
  CONFIRM_ENDPOINT,
  RECOVERY_CODES_ENDPOINT,
  SET_UP_ENDPOINT,
  TURN_OFF_ENDPOINT,
  USE_PASSKEYS_ENDPOINT,
} from './second-factor-plugin.js';

export interface ChangesDependencies {
  calls: BetterAuthCalls;
  usedCodes: UsedCodes;
  clockDifference: ClockDifference;
  cookies: SecondFactorCookies;
  audit: AuditLog;
  templates: MailTemplates;
  mailQueue: MailQueue;
}

/** Turning the second factor on and off, for whoever is signed in and has shown that it is them. */
export class SecondFactorChanges {
  constructor(private readonly its: ChangesDependencies) {}

  readonly setUp = async (request: RouteRequest): Promise<Reply> => {
    const { body, set } = await this.#ask(SET_UP_ENDPOINT, request);
    return { status: 200, body, headers: { 'set-cookie': set } };
  };

  readonly confirm = async (request: RouteRequest<{ code: string }>, { user }: SignedIn): Promise<Reply> => {
    const code = authenticator.read(request.body.code);
    if (code === undefined) throw wrong('Enter the six digits that the app shows.');
    const refusal = wrong('This is not the code of just now. Look at the app again.');
    const { usedCodes, clockDifference } = this.its;
    const work = usedCodes.once(user.id, code, request.log, () =>
      this.#ask(CONFIRM_ENDPOINT, request, { code }, { [codes.wrongCode]: () => refusal }),
    );
    const { body, set } = await work.catch(async (error: unknown) => {
      throw error === refusal ? await clockDifference.explain(user.id, code, refusal, request.log) : error;
    });
    if ((body as { turnedOn: boolean }).turnedOn) await this.#turnedOn(request, user);
    else await this.#record('authenticator-added', request, user);
    return { status: 200, body: { success: true }, headers: { 'set-cookie': set } };
  };

  readonly usePasskeys = async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const { body, set } = await this.#ask(USE_PASSKEYS_ENDPOINT, request);
    await this.#turnedOn(request, user);
    return { status: 200, body, headers: { 'set-cookie': set } };
  };

  readonly turnOff = async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const { set } = await this.#ask(TURN_OFF_ENDPOINT, request);
    await this.#record('second-factor-off', request, user);
    await this.its.mailQueue.notify(this.its.templates.secondFactorOff(user), request.log);
    const forgotten = this.its.cookies.clearingTrust(request.headers.cookie);
    return { status: 200, body: { success: true }, headers: { 'set-cookie': [...set, ...forgotten] } };
  };

  readonly renewRecoveryCodes = async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const { body, set } = await this.#ask(RECOVERY_CODES_ENDPOINT, request);
    await this.#record('recovery-codes-renewed', request, user);
    return { status: 200, body, headers: { 'set-cookie': set } };
  };

  async #ask(endpoint: string, request: RouteRequest, body: object = {}, more: Record<string, () => HttpError> = {}) {
    const meanings = { ...MEANINGS, ...more };
    const response = await this.its.calls.post(
      `/api/auth${endpoint}`,
      { ...request, body },
      { withCookies: true, meanings },
    );
    return { body: (await response.json()) as object, set: cookiesOf(response) };
  }

  async #turnedOn(request: RouteRequest, user: SignedIn['user']): Promise<void> {
    await this.#record('second-factor-on', request, user);
    await this.its.mailQueue.notify(this.its.templates.secondFactorOn(user), request.log);
  }

  #record(event: AuditEventName, request: RouteRequest, { id }: SignedIn['user']): Promise<void> {
    return this.its.audit.record(event, aboutRequest(request, id));
  }
}

const wrong = (reason: string) => httpErrors.validationFailed({ code: [reason] });

const MEANINGS = {
  [codes.on]: httpErrors.secondFactorOn,
  [codes.off]: httpErrors.secondFactorOff,
  [codes.notSetUp]: httpErrors.secondFactorNotSetUp,
  [codes.noPasskey]: httpErrors.noPasskey,
};
