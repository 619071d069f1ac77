import { type SecretContext, secretsOf } from '../session/auth-cookies.js';
import { clearingOf, type CookieDescription, valuesOf } from '../session/session-cookie.js';
import { SignedValues } from '../session/signed-values.js';

/** What the cookie is called, without the prefix that all have. */
export const PASSKEY_CHALLENGE_COOKIE = 'passkey';

/** The cookie that says which challenge a browser's passkey was given, for five minutes. */
export class PasskeyChallenge {
  readonly #signed: SignedValues;

  constructor(
    private readonly cookie: CookieDescription,
    secrets: string[],
  ) {
    this.#signed = new SignedValues(secrets);
  }

  /** Its name depends on the public URL. */
  static of(context: SecretContext & { createAuthCookie: (name: string) => CookieDescription }): PasskeyChallenge {
    return new PasskeyChallenge(context.createAuthCookie(PASSKEY_CHALLENGE_COOKIE), secretsOf(context));
  }

  /** It alone of a `Cookie` header, with other pairs before it; undefined when there is none that this server set. */
  in(header: string | undefined, others?: string): string | undefined {
    const { name } = this.cookie;
    const own = valuesOf(name, header).filter((raw) => this.#signed.verify(raw) !== undefined);
    const pairs = own.map((raw) => `${name}=${raw}`);
    return pairs.length ? [...(others ? [others] : []), ...pairs].join('; ') : undefined;
  }

  /** The `Set-Cookie` value that makes a browser forget it: each challenge is good once. */
  clearing(): string {
    return clearingOf(this.cookie);
  }
}
