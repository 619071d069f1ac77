import { isIP } from 'node:net';
import { SignedValues } from './signed-values.js';

/** Where a second cookie of the same name may stand that is sent here too, such as one that a proxy has given a path. */
const OTHER_PATHS = ['/api', '/api/auth'];
/** Of domains above a host; names are seldom that deep. */
const MOST_DOMAINS = 5;

/** A cookie as Better Auth describes it. */
export interface CookieDescription {
  name: string;
  attributes: { path?: string; domain?: string; secure?: boolean; httpOnly?: boolean; sameSite?: string };
}

/** The cookie that holds a session: its token, signed. @see SignedValues */
export class SessionCookie {
  readonly #signed: SignedValues;

  /**
   * @param session the cookie itself
   * @param companions those that mean nothing without it
   * @param secrets the present one first, then older ones whose signatures still count
   * @param host of the public URL, without a port
   */
  constructor(
    readonly session: CookieDescription,
    readonly companions: CookieDescription[],
    secrets: string[],
    private readonly host: string,
  ) {
    this.#signed = new SignedValues(secrets);
  }

  /** The raw values of every session cookie in a `Cookie` header, in order. */
  valuesIn(header: string | undefined): string[] {
    return valuesOf(this.session.name, header);
  }

  /**
   * Whether a `Cookie` header has more than one session cookie: then none of them counts, as a page of a neighbouring host may
   * have set one of them.
   */
  isDuplicatedIn(header: string | undefined): boolean {
    return this.valuesIn(header).length > 1;
  }

  /** Whether a `Cookie` header has a session cookie that is not this server's, or more than one. */
  isStrayIn(header: string | undefined): boolean {
    return this.isDuplicatedIn(header) || this.valuesIn(header).some((value) => this.verify(value) === undefined);
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

  /**
   * `Set-Cookie` values that make a browser forget the session and its companions.
   * @param header the request's `Cookie`: when it has a second session cookie, that of a domain above is forgotten too. One that
   * is there alone may be another program's, which it is left to until somebody signs in here
   */
  clearing(header?: string): string[] {
    const own = [this.session, ...this.companions].map(clearingOf);
    return [...own, ...this.#clearingElsewhere(this.isDuplicatedIn(header) ? this.#domains() : [])];
  }

  /** The same for a browser in which there is no session yet, so that nothing stands in the way of the first one. */
  clearingStray(): string[] {
    return [clearingOf(this.session), ...this.#clearingElsewhere(this.#domains())];
  }

  /**
   * The `Set-Cookie` values of a new session, with those that make a browser forget what is left of one before: its companions,
   * which would change what a new one means, and a cookie of another path or of a domain above, which would make two of it.
   * @param header the request's `Cookie`
   * @param set the `Set-Cookie` values of the new session
   */
  settingAlone(header: string | undefined, set: string[]): string[] {
    const isSent = ({ name }: CookieDescription) => valuesOf(name, header).length > 0;
    const isSet = ({ name }: CookieDescription) => set.some((text) => text.startsWith(`${name}=`));
    const companions = this.companions.filter((companion) => isSent(companion) && !isSet(companion)).map(clearingOf);
    // First, as some clients take a cookie of the host's own domain for that of the host alone.
    const elsewhere = isSent(this.session) ? this.#clearingElsewhere(this.#domains()) : [];
    return [...elsewhere, ...set, ...companions];
  }

  /** A cookie with the prefix `__Host-` can stand nowhere else. */
  #clearingElsewhere(domains: string[]): string[] {
    const { name, attributes } = this.session;
    if (name.startsWith('__Host-')) return [];
    const places = [
      ...OTHER_PATHS.map((path) => ({ path })),
      ...domains.flatMap((domain) => ['/', ...OTHER_PATHS].map((path) => ({ path, domain }))),
    ];
    return places.map((place) => clearingOf({ name, attributes: { ...attributes, ...place } }));
  }

  /**
   * The domains whose cookies are sent to the host: its own name, by which one is another cookie than one without a domain, and
   * those above it. A top-level domain has none; browsers ignore what is set for any other public suffix.
   */
  #domains(): string[] {
    const labels = this.host.replace(/\.$/, '').split('.');
    if (isIP(this.host) || this.host.startsWith('[')) return [];
    return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.')).slice(-MOST_DOMAINS); // prettier-ignore
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
  const { path = '/', domain, secure, httpOnly, sameSite = 'lax' } = attributes;
  const maxAge = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const flags = [domain && `Domain=${domain}`, httpOnly && 'HttpOnly', secure && 'Secure']
    .filter(Boolean)
    .map((flag) => `; ${String(flag)}`);
  return `${name}=${value}${maxAge}; Path=${path}${flags.join('')}; SameSite=${sameSite[0]!.toUpperCase()}${sameSite.slice(1)}`;
}
