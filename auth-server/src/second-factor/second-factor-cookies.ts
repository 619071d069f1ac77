import { type SecretContext, secretsOf } from '../session/auth-cookies.js';
import { clearingOf, type CookieDescription, valuesOf } from '../session/session-cookie.js';
import { SignedValues } from '../session/signed-values.js';

/** Of Better Auth's context what describes cookies. */
interface CookieContext extends SecretContext {
  authCookies: { dontRememberToken: CookieDescription };
  createAuthCookie(name: string): CookieDescription;
}

/**
 * The cookies of a sign-in that is not done yet, and which of them Better Auth may see: of a session before it would take
 * the second step for one of somebody who is signed in.
 */
export class SecondFactorCookies {
  readonly #signed: SignedValues;

  constructor(
    /** Which sign-in waits for its second step. */
    private readonly challenge: CookieDescription,
    /** That this browser is asked for none. */
    private readonly trust: CookieDescription,
    /** That a person who signs in did not want to be remembered. */
    private readonly forgotten: CookieDescription,
    secrets: string[],
  ) {
    this.#signed = new SignedValues(secrets);
  }

  /** Their names depend on the public URL. */
  static of(context: CookieContext): SecondFactorCookies {
    const [challenge, trust] = [context.createAuthCookie('two_factor'), context.createAuthCookie('trust_device')];
    return new SecondFactorCookies(challenge, trust, context.authCookies.dontRememberToken, secretsOf(context));
  }

  /** The id of the sign-in that waits in this browser, as Better Auth keeps it; undefined when none does. */
  challengeIn(header: string | undefined): string | undefined {
    return this.#verified(this.challenge, header);
  }

  /** Whether a person who signs in did not want to be remembered. */
  isForgotten(header: string | undefined): boolean {
    return this.#verified(this.forgotten, header) !== undefined;
  }

  /** What of a `Cookie` header belongs to signing in, the first step; undefined when nothing does. */
  forFirstStep(header: string | undefined): string | undefined {
    return this.#only([this.trust], header);
  }

  /** What of it belongs to the second step. */
  forSecondStep(header: string | undefined): string | undefined {
    return this.#only([this.challenge, this.forgotten, this.trust], header);
  }

  /** Better Auth forgets, with a browser that is trusted, that its owner is not to be remembered; these cookies do not. */
  withoutRemembering(header: string | undefined, set: string[]): string[] {
    const forgets = `${this.forgotten.name}=;`;
    return this.isForgotten(header) ? set.filter((text) => !text.startsWith(forgets)) : set;
  }

  clearingChallenge(header: string | undefined): string[] {
    return valuesOf(this.challenge.name, header).length ? [clearingOf(this.challenge)] : [];
  }

  clearingTrust(header: string | undefined): string[] {
    return valuesOf(this.trust.name, header).length ? [clearingOf(this.trust)] : [];
  }

  /** Another program's cookie of the same name, at a domain above, is none of ours and does not count. */
  #verified({ name }: CookieDescription, header: string | undefined): string | undefined {
    const [value, ...others] = valuesOf(name, header).flatMap((raw) => this.#signed.verify(raw) ?? []);
    return others.length ? undefined : value;
  }

  /** Under the present secret, since Better Auth knows no other; without those of other programs, as it looks at the first. */
  #only(cookies: CookieDescription[], header: string | undefined): string | undefined {
    const pairs = cookies.flatMap(({ name }) =>
      valuesOf(name, header)
        .filter((raw) => this.#signed.verify(raw) !== undefined)
        .map((raw) => `${name}=${this.#signed.renewed(raw) ?? raw}`),
    );
    return pairs.length ? pairs.join('; ') : undefined;
  }
}
