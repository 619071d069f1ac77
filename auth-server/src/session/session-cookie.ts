import { isIP } from 'node:net';
import { SignedValues } from './signed-values.js';

/** Of domains above a host; names are seldom that deep. */
const MOST_DOMAINS = 5;
/** So many fit into the 4 KB that proxies take of an answer's headers. */
const MOST_CLEARED = 28;

/** A cookie as Better Auth describes it. */
export interface CookieDescription {
  name: string;
  attributes: { path?: string; domain?: string; secure?: boolean; httpOnly?: boolean; sameSite?: string };
}

interface CookieRequest {
  headers: { cookie?: string };
  path: string;
}

/** The cookie that holds a session: its token, signed. @see SignedValues */
export class SessionCookie {
  readonly #signed: SignedValues;

  /**
   * @param session the cookie itself
   * @param companions those that mean nothing without it
   * @param secrets the present one first, then older ones whose signatures still count
   * @param appUrl where Latch lives, with the path it may be below
   */
  constructor(
    readonly session: CookieDescription,
    readonly companions: CookieDescription[],
    secrets: string[],
    private readonly appUrl: URL,
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
   * Whether the session of a `Cookie` header lasts when the browser is closed. A companion says otherwise, also one with a
   * signature that is not known: in doubt nothing is kept on a device.
   */
  isPersistentIn(header: string): boolean {
    return !this.companions.some(({ name }) => valuesOf(name, header).length > 0);
  }

  /**
   * `Set-Cookie` values by which a browser keeps the cookies of a header under the present secret, if an older one signed
   * them. They last as long as before: with a companion, until the browser is closed.
   * @param set the `Set-Cookie` values there are anyway, which come first
   */
  settingRenewed(header: string, expiresAt: Date, set: string[]): string[] {
    const isSigned = (raw: string) => this.#signed.verify(raw) !== undefined;
    const isPersistent = !this.companions.some(({ name }) => valuesOf(name, header).some(isSigned));
    const seconds = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
    return [this.session, ...this.companions].flatMap((cookie) => {
      const value = valuesOf(cookie.name, header).map((raw) => this.#signed.renewed(raw))[0];
      if (value === undefined || set.some((text) => text.startsWith(`${cookie.name}=`))) return [];
      return settingOf(cookie, value, isPersistent ? seconds : undefined);
    });
  }

  /**
   * `Set-Cookie` values that make a browser forget the session and its companions, and what it sent beside them. What is there
   * alone may be another program's, which it is left to until somebody signs in here.
   * @param request not given where only this server's own are to go
   */
  clearing(request?: CookieRequest): string[] {
    const own = [this.session, ...this.companions].map(clearingOf);
    return request && this.isDuplicatedIn(request.headers.cookie)
      ? [...own, ...this.clearingBeside(request.path)]
      : own;
  }

  /** The same for a browser in which there is no session yet, so that nothing stands in the way of the first one. */
  clearingStray({ path }: CookieRequest): string[] {
    return [clearingOf(this.session), ...this.clearingBeside(path)];
  }

  /**
   * The `Set-Cookie` values of a new session, with those that make a browser forget what is left of one before: its companions,
   * which would change what a new one means, and a cookie of another path or of a domain above, which would make two of it.
   * @param set the `Set-Cookie` values of the new session
   */
  settingAlone({ headers, path }: CookieRequest, set: string[]): string[] {
    const isSent = ({ name }: CookieDescription) => valuesOf(name, headers.cookie).length > 0;
    const isSet = ({ name }: CookieDescription) => set.some((text) => text.startsWith(`${name}=`));
    const companions = this.companions.filter((companion) => isSent(companion) && !isSet(companion)).map(clearingOf);
    // First, as some clients take a cookie of the host's own domain for that of the host alone.
    const beside = isSent(this.session) ? this.clearingBeside(path) : [];
    return [...beside, ...set, ...companions];
  }

  /**
   * `Set-Cookie` values that make a browser forget every cookie of the session's name that it sends to a path, but for this
   * server's own: of the 28 likeliest places, the shortest paths first. One with the prefix `__Host-` can stand nowhere else.
   * @param path as this server sees it
   */
  clearingBeside(path: string): string[] {
    return this.clearingBesideAt(this.appUrl.pathname.replace(/\/$/, '') + path);
  }

  clearingBesideAt(path: string): string[] {
    const { name } = this.session;
    if (name.startsWith('__Host-')) return [];
    const domains = this.#domains().map((domain) => `; Domain=${domain}`);
    return pathsAbove(path)
      .flatMap((each) => (each === '/' ? domains : ['', ...domains]).map((domain) => `; Path=${each}${domain}`))
      .slice(0, MOST_CLEARED)
      .map((place) => `${name}=; Max-Age=0${place}`);
  }

  /**
   * The domains whose cookies are sent to the host: its own name, by which one is another cookie than one without a domain, and
   * those above it. A top-level domain has none; browsers ignore what is set for any other public suffix.
   */
  #domains(): string[] {
    const { hostname } = this.appUrl;
    const labels = hostname.replace(/\.$/, '').split('.');
    if (isIP(hostname) || hostname.startsWith('[')) return [];
    return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.')).slice(-MOST_DOMAINS); // prettier-ignore
  }
}

/** The paths whose cookies are sent to a path, the shortest first: with a slash at the end one is another cookie. */
function pathsAbove(path: string): string[] {
  const ends = Array.from(path.matchAll(/\//g), ({ index }) => index);
  return [...new Set([...ends.flatMap((end) => [path.slice(0, end), path.slice(0, end + 1)]), path])].filter(Boolean);
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
