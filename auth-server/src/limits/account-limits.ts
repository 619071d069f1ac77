import { HttpError } from '@latch/server-kit/http-errors';
import type { SignedIn } from '../session/sessions.js';
import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/request.js';
import { passwordHashLimiter } from '../passwords/password-hash-limiter.js';
import { Attempts, type AttemptLimit } from './attempts.js';
import { KnownNetworks } from './known-networks.js';
import { networkOf, placesOf } from '../http/client-address.js';

const MINUTE = 60;
/** Of guesses at one account's password, wherever they come from. */
const GUESSES: AttemptLimit = { most: 10, seconds: 15 * MINUTE };
/** Of mails of one kind to one address. */
const MAILS: AttemptLimit = { most: 5, seconds: 60 * MINUTE };

/** Counts a try around the work of a route; a person who is signed in is given where the route needs one. */
export type Limit = <Answer extends Reply>(
  request: RouteRequest,
  work: () => Promise<Answer>,
  who?: SignedIn,
) => Promise<Answer>;

/**
 * Limits for each account, beside those of Better Auth for each client's address, which do not help against somebody with
 * many addresses. They are the same for addresses that have an account and for those that have none.
 */
export class AccountLimits {
  readonly #signIns: Attempts;
  readonly #passwords: Attempts;
  readonly #codes: Attempts;
  readonly #typedCodes: Record<'set-up' | 'outbox', Attempts>;
  readonly #signUpMails: Limit;
  readonly #known: KnownNetworks;

  constructor(private readonly database: Database) {
    this.#signIns = new Attempts(database, 'sign-in', GUESSES);
    this.#passwords = new Attempts(database, 'password', GUESSES);
    this.#codes = new Attempts(database, 'code', GUESSES);
    this.#typedCodes = {
      'set-up': new Attempts(database, 'setup-code', GUESSES),
      outbox: new Attempts(database, 'outbox-code', GUESSES),
    };
    this.#signUpMails = this.mailsTo('sign-up');
    this.#known = new KnownNetworks(database);
  }

  /**
   * Of signing in. A person who guesses from elsewhere does not lock the owner out: a network the owner signed in from
   * has a count of its own, and goes first when many wait.
   */
  readonly signIn: Limit = (request, work) => {
    const { clientAddress, log } = request;
    return passwordHashLimiter.as(placesOf(clientAddress), async (client) => {
      const email = emailIn(request);
      const network = await this.#known.find(email, clientAddress, log);
      if (network) client.rank = 'known';
      const reply = await this.#counted(this.#signIns, signInsOf(email, network), request, work, isSignedIn);
      if (isSignedIn(reply)) await this.#known.remember(email, clientAddress, log);
      return reply;
    });
  };

  /** Once the second step of a sign-in is done: only now it has succeeded. Never throws. */
  async signedIn(email: string, request: Pick<RouteRequest, 'clientAddress' | 'log'>): Promise<void> {
    const { clientAddress, log } = request;
    try {
      const network = await this.#known.find(email, clientAddress, log);
      await this.#signIns.forget(signInsOf(email, network), log);
    } catch {
      // The lookup has logged it.
    }
    await this.#known.remember(email, clientAddress, log);
  }

  /** Of signing up, which may end in a mail. */
  readonly signUp: Limit = async (request, work) => {
    const limited = () => this.#signUpMails(request, work);
    const reply = await passwordHashLimiter.as(placesOf(request.clientAddress), limited);
    if (isSignedIn(reply)) await this.#known.remember(emailIn(request), request.clientAddress, request.log);
    return reply;
  };

  /** Of what asks a person who is signed in for the password. */
  readonly password: Limit = (request, work, who) => this.guessingPassword(request, who!, work);

  /** What may turn out to be a wrong guess at the password of a person who is signed in: by a refusal with 401 or 422. */
  guessingPassword<T>(request: RouteRequest, { user }: SignedIn, guess: () => Promise<T>): Promise<T> {
    return passwordHashLimiter.as(placesOf(request.clientAddress), (client) => {
      client.rank = 'known';
      return this.#counted(this.#passwords, user.id, request, guess);
    });
  }

  /** Of what takes a code of a person who is signed in. */
  readonly code: Limit = (request, work, who) => this.#counted(this.#codes, who!.user.id, request, work);

  /** Counts a passkey of another account as a wrong code: Better Auth, whose limits count others, is not asked about it. @throws {HttpError} 429 or 503 */
  countWrongPasskey(userId: string, { log }: RouteRequest): Promise<void> {
    return this.#codes.count(userId, log);
  }

  /**
   * Counts a wrong code for the first account or the kept mails, by networks: nobody is signed in. The right one is never
   * refused, since behind some proxies everybody seems to be on one network; nobody finds 80 bits by trying.
   * @throws {HttpError} 429 after too many, or 503
   */
  countWrongCode({ clientAddress, log }: RouteRequest, of: 'set-up' | 'outbox'): Promise<void> {
    return this.#typedCodes[of].count(networkOf(clientAddress), log);
  }

  /** Of mails of one kind to the address in the body. */
  mailsTo(kind: string): Limit {
    return this.#mails(kind, emailIn);
  }

  /** Of mails of one kind that a person who is signed in has sent, to whatever address. */
  mailsBy(kind: string): Limit {
    return this.#mails(kind, (_request, who) => who!.user.id);
  }

  #mails(kind: string, countedFor: (request: RouteRequest, who?: SignedIn) => string): Limit {
    const mails = new Attempts(this.database, kind, MAILS);
    return async (request, work, who) => {
      await mails.count(countedFor(request, who), request.log);
      return work();
    };
  }

  /** Counted before the work, so that many at once are no way round; taken back when it was no wrong guess. */
  async #counted<T>(
    attempts: Attempts,
    of: string,
    { log }: RouteRequest,
    work: () => Promise<T>,
    hasSucceeded: (result: T) => boolean = () => true,
  ): Promise<T> {
    await attempts.count(of, log);
    try {
      const result = await work();
      if (hasSucceeded(result)) await attempts.forget(of, log);
      return result;
    } catch (error) {
      // Not waited for: what failed may be the database.
      if (!isWrongGuess(error)) void attempts.takeBack(of, log);
      throw error;
    }
  }
}

/** Whose tries to sign in are counted together. */
function signInsOf(email: string, knownNetwork: string | undefined): string {
  return knownNetwork ? `${email} from ${knownNetwork}` : email;
}

/** A person who is asked for a second factor has not signed in yet. */
function isSignedIn({ body }: Reply): boolean {
  return Boolean((body as { user: unknown }).user);
}

function isWrongGuess(error: unknown): boolean {
  return error instanceof HttpError && (error.status === 401 || error.status === 422);
}

function emailIn({ body }: RouteRequest): string {
  return (body as { email: string }).email.toLowerCase();
}
