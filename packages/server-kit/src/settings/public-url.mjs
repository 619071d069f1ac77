/** An address of the web, and what follows the host in it. */
const WEB_ADDRESS = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#@\\%]+(\/.*)?$/;

/** Below which Latch can live. Those that begin with its own `/api` or `/assets` would hide them. */
const APP_PATH = /^(?:\/(?!(?:api|assets)(?:\/|$))[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*)?\/*$/;

/**
 * Reads the address that people open, in one spelling: lower case, without a last dot of the host, a default port or a
 * slash at the end. docker/gateway-settings.sh reads it alike: scripts/settings/settings-cases.json holds both.
 * @param {string} text
 * @returns {{ origin: string, path: string } | undefined} the origin and, where Latch lives below a path, that path with a
 *   leading slash; undefined when it is no such address
 */
export function readPublicUrl(text) {
  const [matches, path = ''] = WEB_ADDRESS.exec(text) ?? [];
  if (matches === undefined || !APP_PATH.test(path) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (/^\.|\.\./.test(url.hostname)) return undefined;
  url.hostname = url.hostname.replace(/\.$/, '');
  return { origin: url.origin, path: path.replace(/\/+$/, '') };
}

/** By these, every machine means itself. */
export const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Whether nobody but this machine can mean it: its host is a name that every machine has for itself. @param {string} url */
export function isLoopback(url) {
  return LOOPBACK_NAMES.includes(new URL(url).hostname);
}
