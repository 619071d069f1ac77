const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Origins such as `http://localhost:3000` whose pages may change something. */
export interface AllowedOrigins {
  allowedOrigins: Set<string>;
  /** Those of them that a browser may call another site than this server's. */
  crossSiteOrigins: Set<string>;
}

/**
 * The origins that the public address stands for, and the listed ones. A loopback address has three spellings, and people
 * use all of them, so that a page at one may call another.
 */
export function allowedOriginsOf(publicUrl: URL, corsOrigins: string[]): AllowedOrigins {
  const isLoopback = LOOPBACK_HOSTS.includes(publicUrl.hostname);
  const own = isLoopback ? LOOPBACK_HOSTS.map((host) => withHost(publicUrl, host)) : [publicUrl.origin];
  return {
    allowedOrigins: new Set([...own, ...corsOrigins]),
    crossSiteOrigins: new Set([...(isLoopback ? own : []), ...corsOrigins]),
  };
}

function withHost(publicUrl: URL, host: string): string {
  const url = new URL(publicUrl);
  url.hostname = host;
  return url.origin;
}

/** An address of the web, and what follows the host in it. */
const WEB_ADDRESS = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#@\\%]+(\/.*)?$/;

/** Below which Latch can live. Those that begin with its own `/api` or `/assets` would hide them. */
const APP_PATH = /^(?:\/(?!(?:api|assets)(?:\/|$))[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*)?\/*$/;

/**
 * Reads the address that people open, in one spelling: lower case, without a last dot of the host, a default port or a
 * slash at the end. The auth server and scripts/ read it alike: scripts/settings/settings-cases.json holds all of them.
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
