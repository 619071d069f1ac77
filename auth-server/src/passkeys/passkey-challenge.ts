import { clearingOf, type CookieDescription, valuesOf } from '../session-cookie.js';

/** What the cookie is called, without the prefix that all have. */
export const PASSKEY_CHALLENGE_COOKIE = 'passkey';

/** The cookie that says which challenge a browser's passkey was given, for five minutes. */
export class PasskeyChallenge {
  constructor(private readonly cookie: CookieDescription) {}

  /** Its name depends on the public URL. */
  static of({ createAuthCookie }: { createAuthCookie: (name: string) => CookieDescription }): PasskeyChallenge {
    return new PasskeyChallenge(createAuthCookie(PASSKEY_CHALLENGE_COOKIE));
  }

  /** It alone of a `Cookie` header, with other pairs before it; undefined when it is not there. */
  in(header: string | undefined, others?: string): string | undefined {
    const { name } = this.cookie;
    const pairs = valuesOf(name, header).map((value) => `${name}=${value}`);
    return pairs.length ? [...(others ? [others] : []), ...pairs].join('; ') : undefined;
  }

  /** The `Set-Cookie` value that makes a browser forget it: each challenge is good once. */
  clearing(): string {
    return clearingOf(this.cookie);
  }
}
