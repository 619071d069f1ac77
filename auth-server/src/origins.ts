import type { IncomingHttpHeaders } from 'node:http';
import { httpErrors } from './http/http-errors.js';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Which pages may use this server: those at the public URL, and those of the origins listed beside it. */
export class Origins {
  readonly #own: Set<string>;
  readonly #foreign: Set<string>;

  constructor(
    readonly publicUrl: string,
    corsOrigins: string[],
  ) {
    this.#own = new Set(loopbackAliases(publicUrl));
    this.#foreign = new Set(corsOrigins);
  }

  get all(): string[] {
    return [...this.#own, ...this.#foreign];
  }

  /** Whether CORS headers are due: the page is of another origin, and of a listed one. */
  isListedForeign(origin: string | undefined): origin is string {
    return origin !== undefined && this.#foreign.has(origin);
  }

  /**
   * Refuses a page of another origin: both headers must be right where they are present. What comes without `Origin` and
   * `Sec-Fetch-Site` is no browser's page: browsers send both with every unsafe method. The backend keeps the same rule.
   * @see contracts/cases/origins.json
   * @throws {HttpError} 403 that names the setting and both addresses
   */
  assertAllowed(headers: IncomingHttpHeaders): void {
    const { origin } = headers;
    if (this.#isAllowed(origin, headers['sec-fetch-site'])) return;
    throw httpErrors.originNotAllowed(origin, this.publicUrl);
  }

  #isAllowed(origin: string | undefined, site: string | string[] | undefined): boolean {
    const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
    if (origin === undefined) return isOwnSite;
    if (this.#foreign.has(origin)) return true;
    // A page at one loopback name may call another, which is another site.
    return this.#own.has(origin) && (isOwnSite || isLoopback(origin));
  }
}

/** An address of the web, and what follows the host in it. */
const WEB_ADDRESS = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#@\\%]+(\/.*)?$/;

/** Below which Latch can live. Those that begin with its own `/api` or `/assets` would hide them. */
const APP_PATH = /^(?:\/(?!(?:api|assets)(?:\/|$))[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*)?\/*$/;

/**
 * Reads the address that people open, in one spelling: lower case, without a last dot of the host, a default port or a
 * slash at the end. The backend and scripts/ read it alike: scripts/settings/settings-cases.json holds all of them.
 * @returns the origin and, where Latch lives below a path, that path with a leading slash; undefined when it is no such address
 */
export function readPublicUrl(text: string): { origin: string; path: string } | undefined {
  const [matches, path = ''] = WEB_ADDRESS.exec(text) ?? [];
  if (matches === undefined || !APP_PATH.test(path) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (/^\.|\.\./.test(url.hostname)) return undefined;
  url.hostname = url.hostname.replace(/\.$/, '');
  return { origin: url.origin, path: path.replace(/\/+$/, '') };
}

/** Whether nobody but this machine can mean it: its host is a name that every machine has for itself. */
export function isLoopback(url: string): boolean {
  return LOOPBACK_NAMES.includes(new URL(url).hostname);
}

/** An origin and, when its host is a name of this machine, the same under the other two. */
function loopbackAliases(origin: string): string[] {
  if (!isLoopback(origin)) return [origin];
  return LOOPBACK_NAMES.map((name) => {
    const alias = new URL(origin);
    alias.hostname = name;
    return alias.origin;
  });
}
