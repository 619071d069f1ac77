import type { IncomingHttpHeaders } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '../client-address.js';
import type { RouteRequest } from '../http/route.js';

/** What Better Auth may see of a request's headers; a client address sent along by the client is not among it. */
const PASSED_ON = ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'] as const;
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
      // Better Auth wants one; what came without was let in as a program, or as a page of ours.
      ['origin', headers.origin ?? new URL(url).origin],
      ...(userAgent ? [['user-agent', userAgent] as [string, string]] : []),
      ...(withCookies ? headerPair(headers, 'cookie') : []),
      [CLIENT_ADDRESS_HEADER, clientAddress],
      ...(method === 'POST' ? [['content-type', 'application/json'] as [string, string]] : []),
    ],
    ...(method === 'POST' && { body: JSON.stringify(body) }),
  });
}

function headerPair(headers: IncomingHttpHeaders, name: string): [string, string][] {
  const value = headers[name];
  return typeof value === 'string' ? [[name, value]] : [];
}
