import { Readable } from 'node:stream';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isChunked } from '@latch/server-kit/chunked-bodies';
import { hasBody } from '@latch/server-kit/json-body';
import { JSON_TYPE, RESPONSE_HEADERS } from '@latch/server-kit/response-headers';
import type { Reply } from './request.js';

const LINGER_MS = 1000;
const PREFLIGHT_SECONDS = '600';

export function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.lines) return sendLines(response, reply.lines);
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const unread = hasBody(request) && !request.complete;
  response.writeHead(reply.status, {
    ...RESPONSE_HEADERS,
    ...(text && { 'content-type': JSON_TYPE }),
    ...(reply.status !== 204 && { 'content-length': Buffer.byteLength(text) }),
    ...(unread && { connection: 'close' }),
    ...reply.headers,
  });
  if (unread) endAfterLingering(request, response, text);
  else response.end(text);
}

/** What nobody waits for any more ends there. */
function sendLines(response: ServerResponse, lines: AsyncIterable<string>): void {
  response.writeHead(200, { ...RESPONSE_HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  const source = Readable.from(lines).on('error', () => response.destroy());
  response.once('close', () => source.destroy());
  source.pipe(response);
}

/**
 * A connection closed while its sender still writes is reset, and the reset can overtake the answer. So the answer goes
 * out at once, and what still arrives within a second is thrown away.
 */
function endAfterLingering(request: IncomingMessage, response: ServerResponse, text: string): void {
  if (text) response.write(text);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.once('end', end).once('close', end);
  // In tiny chunks even what is thrown away would hold up everybody else.
  if (isChunked(request)) request.pause().socket.pause();
  else request.resume();
}

export function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after, x-latch-duplicate-cookie, x-request-id',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  };
}

/** The answer to a browser that asks whether such a page may send a request. */
export function preflightReply(allowedMethods: string): Reply {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': allowedMethods,
      'access-control-allow-headers': 'content-type, x-request-id',
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
  };
}
