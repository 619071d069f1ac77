import type { IncomingHttpHeaders } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '../client-address.js';
import type { RouteRequest } from '../http/route.js';

/** What Better Auth may see of a request's headers; a client address sent along by the client is not among it. */
const PASSED_ON = ['origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'] as const;
const LONGEST_USER_AGENT = 500;

/**
 * Turns a checked request into one for Better Auth. It carries no cookie unless told to: whoever signs up or in starts
 * afresh.
 * @param url absolute, below the public URL
 */
export function toBetterAuthRequest(
  url: string,
  { headers, body, clientAddress }: RouteRequest,
  { withCookies = false, method = 'POST' } = {},
): Request {
  const passedOn = PASSED_ON.flatMap((name) => headerPair(headers, name));
  const userAgent = headers['user-agent']?.slice(0, LONGEST_USER_AGENT);
  return new Request(url, {
    method,
    headers: [
      ...passedOn,
      ...(userAgent ? [['user-agent', userAgent] as [string, string]] : []),
      ...(withCookies ? cookieHeaders(url, headers) : []),
      [CLIENT_ADDRESS_HEADER, clientAddress],
      ...(method === 'POST' ? [['content-type', 'application/json'] as [string, string]] : []),
    ],
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

/** With a cookie Better Auth wants an origin; what came without one is no browser's, and was let in as that. */
function cookieHeaders(url: string, { cookie, origin }: IncomingHttpHeaders): [string, string][] {
  if (cookie === undefined) return [];
  return origin === undefined ? [['cookie', cookie], ['origin', new URL(url).origin]] : [['cookie', cookie]]; // prettier-ignore
}

function headerPair(headers: IncomingHttpHeaders, name: string): [string, string][] {
  const value = headers[name];
  return typeof value === 'string' ? [[name, value]] : [];
}
