const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins that the public address stands for. A loopback address has three spellings, and people use all of them.
 * @returns origins such as `http://localhost:3000`
 */
export function allowedOriginsOf(publicUrl: URL): string[] {
  if (!LOOPBACK_HOSTS.includes(publicUrl.hostname)) return [publicUrl.origin];
  return LOOPBACK_HOSTS.map((host) => {
    const url = new URL(publicUrl);
    url.hostname = host;
    return url.origin;
  });
}

/** An address of the web, and what follows the host in it. */
const WEB_ADDRESS = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#@\\%]+(\/.*)?$/;

/** Below which Latch can live. Those that begin with its own `/api` or `/assets` would hide them. */
const APP_PATH = /^(?:\/(?!(?:api|assets)(?:\/|$))[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*)?\/*$/;

/**
 * Reads the address that people open, in one spelling: lower case, without a last dot of the host, a default port or a
 * slash at the end. The auth server and scripts/ read it alike: scripts/settings-cases.json holds all of them.
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
