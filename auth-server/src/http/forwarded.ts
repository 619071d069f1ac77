import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * The origin of the page that a proxy in front of Latch was asked for, or `unknown`. Only the gateway sets it, on requests
 * that reached it through another proxy: it replaces the headers by which such a proxy says so.
 * @see scripts/gateway/forwarded.mjs
 */
const FORWARDED_HEADER = 'x-latch-forwarded';

/** By these, proxies and tunnels tell that they passed a request on. The gateway itself sends none of them. */
const PROXY_HEADER = new RegExp(
  '^(?:(?:x-)?forwarded(?:-(?!for$|proto$|host$|port$).+)?|forwarded-.+|via|proxy-connection|x-varnish|front-end-https' +
    '|x-scheme|x-nginx-.+|x-rewrite-.+|wl-proxy-.+' +
    '|(?:x-)?(?:true-|cluster-)?client-ip|(?:x-)?(?:real|original|remote|proxy|proxyuser)-.+|do-connecting-ip' +
    '|(?:x-)?(?:cf|cdn|fastly|fly|envoy|amzn?|azure|arr|appengine|vercel|nf|render|ngrok|akamai|tailscale)-.+)$',
);
const ORIGIN = /^https?:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/i;
/** Without a user, a trailing dot or another spelling of the address. */
const OWN_NAME = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether a `Host` is one of this machine's names for itself, with or without a port. */
export const isOwnName = (host: string | undefined): boolean => OWN_NAME.test(host ?? '');

/** Whether a request bears any sign that a proxy other than the gateway passed it on, to this server's own port too. */
export function isForwarded({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean {
  const { 'x-forwarded-for': addresses = '', 'x-forwarded-proto': scheme = '', 'x-forwarded-host': host } = headers;
  // Browsers have spoken 1.1 for decades; proxies speak 1.0 to the servers behind them where nobody tells them otherwise.
  if (headers[FORWARDED_HEADER] !== undefined || httpVersion === '1.0') return true;
  // The gateway sends both, and one of each.
  if ((addresses === '') !== (scheme === '') || `${String(addresses)}${String(scheme)}`.includes(',')) return true;
  // Vite, which stands in for the gateway in development, says what it was asked for.
  if (host !== undefined && !isOwnName(String(host))) return true;
  if (addresses === '' && (host ?? headers['x-forwarded-port']) !== undefined) return true;
  return Object.keys(headers).some((name) => PROXY_HEADER.test(name));
}

/** The origin that people open, as far as the proxy told; undefined when it told none that could be one. */
export function forwardedOrigin(headers: IncomingHttpHeaders): string | undefined {
  const { 'x-forwarded-host': host, [FORWARDED_HEADER]: said = host && `https://${String(host)}` } = headers;
  const origin = String(said).split(',', 1)[0]!.toLowerCase();
  return ORIGIN.test(origin) && URL.canParse(origin) && !isOwnName(new URL(origin).host) ? origin : undefined;
}

/** Whether a page of this very host, or the address bar, asked: every browser of today says so, and no page can. */
export function isAskedByOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === `http://${host}`;
}
