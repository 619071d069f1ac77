import { HttpError } from '@latch/server-kit/http-errors';
import { codeOf, cookiesOf, toBetterAuthRequest } from '../better-auth/better-auth-calls.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import { withInvitation } from '../invitations/sign-up-policy.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../session/sessions.js';
import { type CookieDescription, valuesOf } from '../session/session-cookie.js';
import { type Answer, type Route, route } from '../shell/route.js';
import { type CallbackError, callbackError, OUTCOMES } from './oauth-callback-result.js';
import { findOAuthState, type OAuthState } from './oauth-state.js';
import { collectingAnswer, type ProviderAnswer } from './provider-answers.js';
import { PROVIDER_IDS, type ProviderId, ProviderNames } from './provider-settings.js';

interface Outcome {
  page: string;
  code: string;
  cookies: string[];
  answer: ProviderAnswer;
}

/** What of an address a browser comes back to is Better Auth's business. */
const PARAMETERS = ['code', 'state', 'error', 'iss'];
const LONGEST_PARAMETER = 4000;
const STATE = /^[\w-]{1,100}$/;

/** Where providers send people back to. @see contracts/account.yaml */
export function oauthCallbackRoutes(services: Services): Route[] {
  const callback = new OAuthCallback(services);
  return PROVIDER_IDS.map((id) =>
    route({
      method: 'GET',
      path: `/api/auth/callback/${id}`,
      who: 'anybody',
      available() {
        if (!services.environment.providers[id]) throw httpErrors.providerNotFound();
      },
      audit: 'signed-in',
      handle: (request) => callback.handle(id, request),
    }),
  );
}

/** Takes in people who come back from a provider. It is a browser that comes, so each answer leads to a page. */
class OAuthCallback {
  readonly #names: ProviderNames;
  /** By which a browser shows that it began what it finishes. */
  readonly #stateCookie: CookieDescription;

  constructor(private readonly services: Services) {
    this.#names = new ProviderNames(services.environment.providers);
    this.#stateCookie = services.context.createAuthCookie('state');
  }

  async handle(provider: ProviderId, request: RouteRequest): Promise<Answer> {
    let state: OAuthState | undefined;
    try {
      state = await this.#findState(provider, request);
      if (!state) return await this.#nothingStarted(request);
      return await (state.sessionId === undefined
        ? this.#signIn(provider, state, request)
        : this.#link(provider, state, request));
    } catch (error) {
      if (!(error instanceof HttpError)) request.log.error({ err: error }, 'an unexpected error');
      if (isExpired(error)) return this.#failed('SIGN_IN_EXPIRED', state);
      return this.#failed(error instanceof HttpError ? 'UNAVAILABLE' : 'UNEXPECTED', state);
    }
  }

  async #findState(provider: ProviderId, { query, log }: RouteRequest): Promise<OAuthState | undefined> {
    const id = query.get('state');
    if (!id || !STATE.test(id)) return undefined;
    const state = await unlessOutage(findOAuthState(this.services.database, id), log);
    return state?.provider === provider ? state : undefined;
  }

  /** It was finished, took too long, or never was: a person who is signed in can only have wanted to link something. */
  async #nothingStarted(request: RouteRequest): Promise<Answer> {
    const who = await this.#whoAsks(request);
    return this.#failed('SIGN_IN_EXPIRED', who && { next: '/', sessionId: who.session.id });
  }

  async #signIn(provider: ProviderId, state: OAuthState, request: RouteRequest): Promise<Answer> {
    const { networks, cookie, secondFactorCookies } = this.services;
    const sent = request.headers.cookie;
    const outcome = await this.#finish(provider, state, request);
    const { page, cookies, answer } = outcome;
    if (page === OUTCOMES.failed) return this.#refused(outcome, state, request);
    const all = cookie.settingAlone(request, cookies);
    if (page === SECOND_FACTOR) return this.#to(withQuery(SECOND_FACTOR, { next: state.next }), all);
    const { user } = answer;
    if (!user) throw new Error('Better Auth signed nobody in, and did not say so');
    await networks.remember(user.email, request.clientAddress, request.log);
    const event = page === OUTCOMES.signedUp ? 'signed-up' : 'signed-in';
    const audit = { event, userId: user.id, detail: `With ${this.#names.of(provider)}` } as const;
    return { ...this.#to(state.next, [...all, ...secondFactorCookies.clearingChallenge(sent)]), audit };
  }

  /** Only in the session in which it was started: another's would get what is somebody else's. */
  async #link(provider: ProviderId, state: OAuthState, request: RouteRequest): Promise<Answer> {
    const { mailQueue, templates, cookie } = this.services;
    const who = await this.#whoAsks(request);
    // So that a second try works.
    const beside = cookie.isDuplicatedIn(request.headers.cookie) ? cookie.clearingBeside(request.path) : [];
    if (who?.session.id !== state.sessionId) return this.#failed('SIGN_IN_EXPIRED', who && state, beside);
    const outcome = await this.#finish(provider, state, request);
    if (outcome.page !== OUTCOMES.linked) return this.#refused(outcome, state, request);
    const answer = this.#to(state.next, outcome.cookies);
    if (!outcome.answer.linked) return answer;
    const name = this.#names.of(provider);
    await mailQueue.notify(templates.providerLinked(who!.user, name), request.log);
    return { ...answer, audit: { event: 'provider-linked', userId: who!.user.id, detail: name } };
  }

  async #whoAsks(request: RouteRequest): Promise<SignedIn | undefined> {
    return this.services.sessions.whoAsks(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.status === 401) return undefined;
      throw error;
    });
  }

  /** Lets Better Auth finish what it began. @throws {HttpError} 503 */
  #finish(provider: ProviderId, { invitation }: OAuthState, request: RouteRequest): Promise<Outcome> {
    const { auth, database, environment } = this.services;
    return database.watching(async (trouble) => {
      const work = () =>
        withInvitation({ token: invitation }, () => auth.handler(this.#toBetterAuth(provider, request)));
      const { result, answer } = await collectingAnswer(work).catch((error: unknown) => {
        if (trouble.accountGone) throw httpErrors.signInExpired();
        throw trouble.outage ? httpErrors.storeUnavailable() : error;
      });
      const response = result.result;
      const location = new URL(response.headers.get('location') ?? OUTCOMES.failed, environment.appUrl);
      const page = PAGES.find((each) => location.pathname.endsWith(each)) ?? OUTCOMES.failed;
      if (response.status === 429 || (page === OUTCOMES.failed && trouble.outage)) throw httpErrors.storeUnavailable();
      // Two at once with one address: for the second one it has an account by now.
      const code = trouble.emailTaken
        ? 'account_not_linked'
        : (location.searchParams.get('error') ?? (await codeOf(response, {})));
      return { page, code, cookies: cookiesOf(response), answer };
    });
  }

  /** Of the cookies Better Auth sees no session: a person who signs in starts afresh. */
  #toBetterAuth(provider: ProviderId, request: RouteRequest): Request {
    const { secondFactorCookies, environment } = this.services;
    const { name } = this.#stateCookie;
    const { cookie: sent, 'user-agent': userAgent } = request.headers;
    const pairs = [...valuesOf(name, sent).map((value) => `${name}=${value}`), secondFactorCookies.forFirstStep(sent)];
    const headers = { 'user-agent': userAgent, cookie: pairs.filter(Boolean).join('; ') };
    const url = new URL(`/api/auth/callback/${provider}`, environment.publicUrl);
    for (const parameter of PARAMETERS) {
      const value = request.query.get(parameter);
      if (value !== null && value.length <= LONGEST_PARAMETER) url.searchParams.set(parameter, value);
    }
    return toBetterAuthRequest(url.href, { ...request, headers }, { withCookies: true, method: 'GET' });
  }

  #refused({ code, answer, cookies }: Outcome, state: OAuthState, { query, log }: RouteRequest): Answer {
    const error = callbackError(code, query.get('error'), answer);
    log[error === 'UNEXPECTED' ? 'error' : 'info']({ error, code }, 'nobody was signed in by a provider');
    return this.#failed(error, state, cookies);
  }

  /** To the page where it was started. */
  #failed(error: CallbackError, state?: Pick<OAuthState, 'next' | 'sessionId'>, cookies: string[] = []): Answer {
    if (state?.sessionId !== undefined) return this.#to(withQuery('/settings/security', { error }), cookies);
    return this.#to(withQuery('/sign-in', { error, next: state?.next ?? '/' }), cookies);
  }

  #to(page: string, cookies: string[]): Answer {
    const location = new URL(this.services.environment.appUrl).pathname.replace(/\/$/, '') + page;
    return { status: 302, headers: { location, 'set-cookie': cookies }, audit: [] };
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

const isExpired = (error: unknown) => error instanceof HttpError && error.code === 'SIGN_IN_EXPIRED';
