/**
 * The origin that a proxy in front of the gateway was asked for, or `unknown`: told to the servers instead of the headers
 * that anybody could send. @see auth-server/src/http/forwarded.ts
 */
const FORWARDED_HEADER = 'x-latch-forwarded';

/** Headers by which a client could claim an address, a host or a scheme that is not its own. The servers get none of them. */
const claims = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
];

/**
 * Takes from a request what its client claims about itself, and notes whether a proxy passed it on. Proxies that say so
 * by other headers (`Via`, `CF-Ray`, …) are known to the auth server, which gets those as they are.
 * @param {import('node:http').IncomingMessage} request changed in place
 */
export function replaceClaims({ headers, rawHeaders, httpVersion }) {
  // A browser names one host; the servers would see another in place of none.
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  const claimed = hosts !== 1 || !headers.host || claims.some((name) => headers[name] !== undefined);
  const origin = originIn(headers);
  delete headers[FORWARDED_HEADER];
  for (const name of claims) delete headers[name];
  // Browsers have spoken 1.1 for decades; proxies speak 1.0 to the servers behind them where nobody tells them otherwise.
  if (claimed || httpVersion === '1.0') headers[FORWARDED_HEADER] = origin ?? 'unknown';
}

/**
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @returns {string | undefined} nothing when the proxy does not tell which host it was asked for
 */
function originIn(headers) {
  const standard = first(headers.forwarded);
  const said = (/** @type {string} */ name) => new RegExp(`(?:^|;)\\s*${name}="?([^";,\\s]+)`, 'i').exec(standard)?.[1];
  const host = first(headers['x-forwarded-host']) || said('host') || headers.host || '';
  if (/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host) || !/^[\w.-]{1,253}(?::\d{1,5})?$/.test(host))
    return undefined;
  const scheme = first(headers['x-forwarded-proto']) || said('proto');
  return `${scheme === 'http' ? 'http' : 'https'}://${host}`;
}

/** The first of a list, which the proxy that the client spoke to has written. @param {string | string[] | undefined} list */
function first(list) {
  return (String(list ?? '').split(',', 1)[0] ?? '').trim();
}
