import type { IncomingHttpHeaders } from 'node:http';
import { OriginNotAllowedError } from './http-errors.js';
import { isLoopback, LOOPBACK_NAMES } from './settings/public-url.mjs';

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
   * `Sec-Fetch-Site` is no browser's page: browsers send both with every unsafe method.
   * @see contracts/cases/origins.json
   * @throws {OriginNotAllowedError} 403 that names the setting and both addresses
   */
  assertAllowed(headers: IncomingHttpHeaders): void {
    const { origin } = headers;
    if (this.#isAllowed(origin, headers['sec-fetch-site'])) return;
    throw new OriginNotAllowedError(origin, this.publicUrl);
  }

  #isAllowed(origin: string | undefined, site: string | string[] | undefined): boolean {
    const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
    if (origin === undefined) return isOwnSite;
    if (this.#foreign.has(origin)) return true;
    // A page at one loopback name may call another, which is another site.
    return this.#own.has(origin) && (isOwnSite || isLoopback(origin));
  }
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
