import { HttpError } from '@latch/server-kit/http-errors';
import type { SignedIn } from '../account/signed-in.js';
import { cookiesOf, toBetterAuthRequest } from '../better-auth/better-auth-calls.js';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import type { Auth } from '../auth.js';
import type { Database } from '../database.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { unlessOutage } from '../http/unless-outage.js';
import { withInvitation } from '../invitations/sign-up-policy.js';
import type { KnownNetworks } from '../limits/known-networks.js';
import type { MailTemplates } from '../mail/templates/mail-templates.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { SecondFactorCookies } from '../second-factor/second-factor-cookies.js';
import { type CookieDescription, type SessionCookie, valuesOf } from '../session/session-cookie.js';
import { type OAuthState, findOAuthState } from './oauth-state.js';
import { OUTCOMES, callbackError, type CallbackError } from './oauth-callback-result.js';
import { collectingAnswer, type ProviderAnswer } from './provider-answers.js';
import type { ProviderNames, ProviderId } from './provider-settings.js';

interface Dependencies {
  auth: Auth;
  database: Database;
  audit: AuditLog;
  networks: KnownNetworks;
  mailQueue: MailQueue;
  templates: MailTemplates;
  names: ProviderNames;
  cookie: SessionCookie;
  secondFactor: SecondFactorCookies;
  /** By which a browser shows that it began what it finishes. */
  state: CookieDescription;
  /** Who asks. @throws {HttpError} 401 or 503 */
  whoAsks: (request: RouteRequest) => Promise<SignedIn>;
  publicUrl: string;
  appUrl: string;
}

/** What Better Auth made of it. */
interface Outcome {
  page: string;
  /** Why it failed, in Better Auth's words. */
  code: string;
  cookies: string[];
  answer: ProviderAnswer;
}

/** What of an address a browser comes back to is Better Auth's business. */
const PARAMETERS = ['code', 'state', 'error', 'iss'];
const LONGEST_PARAMETER = 4000;
const STATE = /^[\w-]{1,100}$/;

/** Takes in whoever comes back from a provider. It is a browser that comes, so each answer leads to a page. */
export class ProviderReturn {
  constructor(private readonly dependencies: Dependencies) {}

  /** Makes the handler of the address to which one provider sends people back. */
  from(provider: ProviderId) {
    return async (request: RouteRequest): Promise<Reply> => {
      let begun: OAuthState | undefined;
      try {
        begun = await this.#begun(provider, request);
        if (!begun) return await this.#nothingBegun(request);
        return await (begun.sessionId === undefined
          ? this.#signIn(provider, begun, request)
          : this.#link(provider, begun, request));
      } catch (error) {
        if (!(error instanceof HttpError)) request.log.error({ err: error }, 'an unexpected error');
        if (isExpired(error)) return this.#failed('SIGN_IN_EXPIRED', begun);
        return this.#failed(error instanceof HttpError ? 'UNAVAILABLE' : 'UNEXPECTED', begun);
      }
    };
  }

  async #begun(provider: ProviderId, { query, log }: RouteRequest): Promise<OAuthState | undefined> {
    const state = query.get('state');
    const begun =
      state && STATE.test(state)
        ? await unlessOutage(findOAuthState(this.dependencies.database, state), log)
        : undefined;
    return begun?.provider === provider ? begun : undefined;
  }

  /** It was finished, took too long, or never was: whoever is signed in can only have wanted to link something. */
  async #nothingBegun(request: RouteRequest): Promise<Reply> {
    const who = await this.#whoAsks(request);
    return this.#failed('SIGN_IN_EXPIRED', who && { next: '/', sessionId: who.session.id });
  }

  async #signIn(provider: ProviderId, begun: OAuthState, request: RouteRequest): Promise<Reply> {
    const { audit, names, networks, cookie, secondFactor } = this.dependencies;
    const sent = request.headers.cookie;
    const outcome = await this.#finish(provider, begun, request);
    const { page, cookies, answer } = outcome;
    if (page === OUTCOMES.failed) return this.#refused(outcome, begun, request);
    const all = cookie.settingAlone(request, cookies);
    if (page === SECOND_FACTOR) return this.#to(withQuery(SECOND_FACTOR, { next: begun.next }), all);
    const { user } = answer;
    if (!user) throw new Error('Better Auth signed nobody in, and did not say so');
    await networks.remember(user.email, request.clientAddress, request.log);
    const event = page === OUTCOMES.signedUp ? 'signed-up' : 'signed-in';
    await audit.record(event, aboutRequest(request, user.id, `With ${names.of(provider)}`));
    return this.#to(begun.next, [...all, ...secondFactor.clearingChallenge(sent)]);
  }

  /** Only in the session in which it was begun: another's would get what is somebody else's. */
  async #link(provider: ProviderId, begun: OAuthState, request: RouteRequest): Promise<Reply> {
    const { audit, names, mailQueue, templates, cookie } = this.dependencies;
    const who = await this.#whoAsks(request);
    // So that a second try works.
    const beside = cookie.isDuplicatedIn(request.headers.cookie) ? cookie.clearingBeside(request.path) : [];
    if (who?.session.id !== begun.sessionId) return this.#failed('SIGN_IN_EXPIRED', who && begun, beside);
    const outcome = await this.#finish(provider, begun, request);
    if (outcome.page !== OUTCOMES.linked) return this.#refused(outcome, begun, request);
    if (outcome.answer.linked) {
      const name = names.of(provider);
      await audit.record('provider-linked', aboutRequest(request, who!.user.id, name));
      await mailQueue.notify(templates.providerLinked(who!.user, name), request.log);
    }
    return this.#to(begun.next, outcome.cookies);
  }

  async #whoAsks(request: RouteRequest): Promise<SignedIn | undefined> {
    return this.dependencies.whoAsks(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.status === 401) return undefined;
      throw error;
    });
  }

  /** Lets Better Auth finish what it began. @throws {HttpError} 503 */
  #finish(provider: ProviderId, { invitation }: OAuthState, request: RouteRequest): Promise<Outcome> {
    const { auth, database, appUrl } = this.dependencies;
    return database.watching(async (trouble) => {
      const work = () =>
        withInvitation({ token: invitation }, () => auth.handler(this.#toBetterAuth(provider, request)));
      const { result, answer } = await collectingAnswer(work).catch((error: unknown) => {
        if (trouble.accountGone) throw httpErrors.signInExpired();
        throw trouble.outage ? httpErrors.storeUnavailable() : error;
      });
      const response = result.result;
      const location = new URL(response.headers.get('location') ?? OUTCOMES.failed, appUrl);
      const page = PAGES.find((each) => location.pathname.endsWith(each)) ?? OUTCOMES.failed;
      if (response.status === 429 || (page === OUTCOMES.failed && trouble.outage)) throw httpErrors.storeUnavailable();
      // Two at once with one address: for the second one it has an account by now.
      const code = trouble.emailTaken ? 'account_not_linked' : await codeOf(response, location);
      return { page, code, cookies: cookiesOf(response), answer };
    });
  }

  /** Of the cookies Better Auth sees no session: whoever signs in starts afresh. */
  #toBetterAuth(provider: ProviderId, request: RouteRequest): Request {
    const { secondFactor, state, publicUrl } = this.dependencies;
    const { cookie: sent, 'user-agent': userAgent } = request.headers;
    const pairs = [
      ...valuesOf(state.name, sent).map((value) => `${state.name}=${value}`),
      secondFactor.forFirstStep(sent),
    ];
    const headers = { 'user-agent': userAgent, cookie: pairs.filter(Boolean).join('; ') };
    const url = new URL(`/api/auth/callback/${provider}`, publicUrl);
    for (const name of PARAMETERS) {
      const value = request.query.get(name);
      if (value !== null && value.length <= LONGEST_PARAMETER) url.searchParams.set(name, value);
    }
    return toBetterAuthRequest(url.href, { ...request, headers }, { withCookies: true, method: 'GET' });
  }

  #refused({ code, answer, cookies }: Outcome, begun: OAuthState, { query, log }: RouteRequest): Reply {
    const error = callbackError(code, query.get('error'), answer);
    log[error === 'UNEXPECTED' ? 'error' : 'info']({ error, code }, 'nobody was signed in by a provider');
    return this.#failed(error, begun, cookies);
  }

  /** To the page where it was begun. */
  #failed(error: CallbackError, begun?: Pick<OAuthState, 'next' | 'sessionId'>, cookies: string[] = []): Reply {
    if (begun?.sessionId !== undefined) return this.#to(withQuery('/settings/security', { error }), cookies);
    return this.#to(withQuery('/sign-in', { error, next: begun?.next ?? '/' }), cookies);
  }

  #to(page: string, cookies: string[]): Reply {
    const location = new URL(this.dependencies.appUrl).pathname.replace(/\/$/, '') + page;
    return { status: 302, headers: { location, 'set-cookie': cookies } };
  }
}

const SECOND_FACTOR = '/second-factor';
const PAGES = [...Object.values(OUTCOMES), SECOND_FACTOR];

/** The page one begins on is not worth a word. */
function withQuery(page: string, parameters: Record<string, string>): string {
  const given = Object.entries(parameters).filter(([name, value]) => name !== 'next' || value !== '/');
  const query = new URLSearchParams(given).toString();
  return query ? `${page}?${query}` : page;
}

async function codeOf(response: Response, location: URL): Promise<string> {
  const body: unknown = response.status === 302 ? undefined : await response.json().catch(() => undefined);
  return location.searchParams.get('error') ?? String(Object(body).code);
}

const isExpired = (error: unknown) => error instanceof HttpError && error.code === 'SIGN_IN_EXPIRED';
