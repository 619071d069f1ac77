import { SignedValues } from './signed-values.js';

/** Where a second cookie of the same name may stand that is sent here too, such as one that a proxy has given a path. */
const OTHER_PATHS = ['/api', '/api/auth'];

/** A cookie as Better Auth describes it. */
export interface CookieDescription {
  name: string;
  attributes: { path?: string; secure?: boolean; httpOnly?: boolean; sameSite?: string };
}

/** The cookie that holds a session: its token, signed. @see SignedValues */
export class SessionCookie {
  readonly #signed: SignedValues;

  /**
   * @param session the cookie itself
   * @param companions those that mean nothing without it
   * @param secrets the present one first, then older ones whose signatures still count
   */
  constructor(
    readonly session: CookieDescription,
    readonly companions: CookieDescription[],
    secrets: string[],
  ) {
    this.#signed = new SignedValues(secrets);
  }

  /** The raw values of every session cookie in a `Cookie` header, in order. */
  valuesIn(header: string | undefined): string[] {
    return valuesOf(this.session.name, header);
  }

  /** The session token in a raw cookie value, or undefined when this server did not sign it. */
  verify(rawValue: string): string | undefined {
    return this.#signed.verify(rawValue);
  }

  /** A `Cookie` header in which the present secret signed what an older one did: Better Auth knows no other. */
  renewed(header: string): string {
    const names = new Set([this.session, ...this.companions].map(({ name }) => name));
    return header
      .split(';')
      .map((pair) => {
        const name = pair.slice(0, pair.indexOf('=')).trim();
        const value = names.has(name) ? this.#signed.renewed(pair.slice(pair.indexOf('=') + 1).trim()) : undefined;
        return value === undefined ? pair : `${name}=${value}`;
      })
      .join(';');
  }

  /**
   * `Set-Cookie` values by which a browser keeps the cookies of a header under the present secret, if an older one signed
   * them. They last as long as before: with a companion, until the browser is closed.
   * @param set the `Set-Cookie` values there are anyway, which come first
   */
  settingRenewed(header: string, expiresAt: Date, set: string[]): string[] {
    const isSigned = (raw: string) => this.#signed.verify(raw) !== undefined;
    const isRemembered = !this.companions.some(({ name }) => valuesOf(name, header).some(isSigned));
    const seconds = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
    return [this.session, ...this.companions].flatMap((cookie) => {
      const value = valuesOf(cookie.name, header).map((raw) => this.#signed.renewed(raw))[0];
      if (value === undefined || set.some((text) => text.startsWith(`${cookie.name}=`))) return [];
      return settingOf(cookie, value, isRemembered ? seconds : undefined);
    });
  }

  /** `Set-Cookie` values that make a browser forget the session, wherever it stands, and its companions. */
  clearing(): string[] {
    return [...[this.session, ...this.companions].map(clearingOf), ...this.#clearingElsewhere()];
  }

  /**
   * `Set-Cookie` values that make a browser forget what is left of a session before: its companions, which would change
   * what a new one means, and one under another path, which would make two of the new one.
   * @param header the request's `Cookie`
   * @param set the `Set-Cookie` values of the new session
   */
  clearingLeftOver(header: string | undefined, set: string[]): string[] {
    const isSent = ({ name }: CookieDescription) => valuesOf(name, header).length > 0;
    const isSet = ({ name }: CookieDescription) => set.some((text) => text.startsWith(`${name}=`));
    const companions = this.companions.filter((companion) => isSent(companion) && !isSet(companion)).map(clearingOf);
    return isSent(this.session) ? [...companions, ...this.#clearingElsewhere()] : companions;
  }

  /** A cookie with the prefix `__Host-` can stand nowhere else. */
  #clearingElsewhere(): string[] {
    const { name, attributes } = this.session;
    if (name.startsWith('__Host-')) return [];
    return OTHER_PATHS.map((path) => clearingOf({ name, attributes: { ...attributes, path } }));
  }
}

/** The raw values of every cookie of this name in a `Cookie` header, in order. */
export function valuesOf(name: string, header: string | undefined): string[] {
  if (!header) return [];
  return header
    .split(';')
    .map((pair) => [pair.indexOf('='), pair] as const)
    .filter(([equals, pair]) => equals >= 0 && pair.slice(0, equals).trim() === name)
    .map(([equals, pair]) => pair.slice(equals + 1).trim());
}

/** The `Set-Cookie` value that makes a browser forget a cookie. */
export const clearingOf = (cookie: CookieDescription) => settingOf(cookie, '', 0);

/** @param seconds how long it is kept; until the browser is closed unless given */
function settingOf({ name, attributes }: CookieDescription, value: string, seconds?: number): string {
  const { path = '/', secure, httpOnly, sameSite = 'lax' } = attributes;
  const maxAge = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const flags = [httpOnly && 'HttpOnly', secure && 'Secure'].filter(Boolean).map((flag) => `; ${String(flag)}`);
  return `${name}=${value}${maxAge}; Path=${path}${flags.join('')}; SameSite=${sameSite[0]!.toUpperCase()}${sameSite.slice(1)}`;
}
