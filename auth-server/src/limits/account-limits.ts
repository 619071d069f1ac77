import { HttpError } from '@latch/server-kit/http-errors';
import type { SignedIn } from '../account/signed-in.js';
import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { passwordHashLimiter } from '../passwords/password-hash-limiter.js';
import { Attempts, type Limit } from './attempts.js';
import { KnownNetworks } from './known-networks.js';
import { networkOf, placesOf } from '../http/client-address.js';

const MINUTE = 60;
/** Of guesses at one account's password, wherever they come from. */
const GUESSES: Limit = { most: 10, seconds: 15 * MINUTE };
/** Of mails of one kind to one address. */
const MAILS: Limit = { most: 5, seconds: 60 * MINUTE };

type Handle = (request: RouteRequest) => Promise<Reply>;
type HandleSignedIn<Body> = (request: RouteRequest<Body>, who: SignedIn) => Promise<Reply>;

/**
 * Limits for each account, beside those of Better Auth for each client's address, which do not help against somebody with
 * many addresses. They are the same for addresses that have an account and for those that have none.
 */
export class AccountLimits {
  readonly #signIns: Attempts;
  readonly #passwords: Attempts;
  readonly #codes: Attempts;
  readonly #setupCodes: Attempts;
  readonly #outboxCodes: Attempts;
  readonly #known: KnownNetworks;

  constructor(private readonly database: Database) {
    this.#signIns = new Attempts(database, 'sign-in', GUESSES);
    this.#passwords = new Attempts(database, 'password', GUESSES);
    this.#codes = new Attempts(database, 'code', GUESSES);
    this.#setupCodes = new Attempts(database, 'setup-code', GUESSES);
    this.#outboxCodes = new Attempts(database, 'outbox-code', GUESSES);
    this.#known = new KnownNetworks(database);
  }

  /**
   * Around signing in. Whoever guesses from elsewhere does not lock the owner out: a network the owner signed in from
   * has a count of its own, and goes first when many wait.
   */
  onSignIn(handle: Handle): Handle {
    return async (request) => {
      const { clientAddress, log } = request;
      return passwordHashLimiter.as(placesOf(clientAddress), async (client) => {
        const email = emailIn(request);
        const network = await this.#known.find(email, clientAddress, log);
        if (network) client.rank = 'known';
        const of = signInsOf(email, network);
        const reply = await this.#counted(this.#signIns, of, request, () => handle(request), isSignedIn);
        if (isSignedIn(reply)) await this.#known.remember(email, clientAddress, log);
        return reply;
      });
    };
  }

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

  /** Around signing up, which may end in a mail. */
  onSignUp(handle: Handle): Handle {
    const limited = this.onMail('sign-up', handle);
    return async (request) => {
      const reply = await passwordHashLimiter.as(placesOf(request.clientAddress), () => limited(request));
      if (isSignedIn(reply)) await this.#known.remember(emailIn(request), request.clientAddress, request.log);
      return reply;
    };
  }

  /** Around what asks whoever is signed in for the password. */
  onPassword<Body>(handle: HandleSignedIn<Body>): HandleSignedIn<Body> {
    return (request, who) => this.guessingPassword(request, who, () => handle(request, who));
  }

  /** What may turn out to be a wrong guess at the password of whoever is signed in: by a refusal with 401 or 422. */
  guessingPassword<T>(request: RouteRequest, { user }: SignedIn, guess: () => Promise<T>): Promise<T> {
    return passwordHashLimiter.as(placesOf(request.clientAddress), (client) => {
      client.rank = 'known';
      return this.#counted(this.#passwords, user.id, request, guess);
    });
  }

  /** Around what takes a code of whoever is signed in. */
  onCode<Body>(handle: HandleSignedIn<Body>): HandleSignedIn<Body> {
    return (request, who) => this.#counted(this.#codes, who.user.id, request, () => handle(request, who));
  }

  /** What may turn out to be a wrong set-up code: by a refusal with 422. Nobody has an account yet: networks are counted. */
  guessingSetupCode<T>(request: RouteRequest, guess: () => Promise<T>): Promise<T> {
    return this.#counted(this.#setupCodes, networkOf(request.clientAddress), request, guess);
  }

  /** Whether a code opens the outbox. */
  guessingOutboxCode(request: RouteRequest, guess: () => boolean): Promise<boolean> {
    const work = () => Promise.resolve(guess());
    return this.#counted(this.#outboxCodes, networkOf(request.clientAddress), request, work, Boolean);
  }

  /** Around what sends a mail to the address in the body. */
  onMail(kind: string, handle: Handle): Handle {
    const mails = new Attempts(this.database, kind, MAILS);
    return async (request) => {
      await mails.count(emailIn(request), request.log);
      return handle(request);
    };
  }

  /** Around inviting somebody, by the address in the body. */
  onInvitation<Body>(handle: HandleSignedIn<Body>): HandleSignedIn<Body> {
    const mails = new Attempts(this.database, 'invitation', MAILS);
    return async (request, who) => {
      await mails.count(emailIn(request), request.log);
      return handle(request, who);
    };
  }

  /** Around what sends a mail for whoever is signed in, to whatever address. */
  onMailOf<Body>(kind: string, handle: HandleSignedIn<Body>): HandleSignedIn<Body> {
    const mails = new Attempts(this.database, kind, MAILS);
    return async (request, who) => {
      await mails.count(who.user.id, request.log);
      return handle(request, who);
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

/** Whoever is asked for a second factor has not signed in yet. */
function isSignedIn({ body }: Reply): boolean {
  return Boolean((body as { user: unknown }).user);
}

function isWrongGuess(error: unknown): boolean {
  return error instanceof HttpError && (error.status === 401 || error.status === 422);
}

function emailIn({ body }: RouteRequest): string {
  return (body as { email: string }).email.toLowerCase();
}
