import { createGzip } from 'node:zlib';

/** What is compressed at all: answers about a person's own todos. Nothing below it holds a secret that opens anything. */
export const COMPRESSED_PATH = '/api/users/';
/** In bytes. What is shorter fits into one packet anyway. */
export const LEAST_LENGTH = 1_024;
/**
 * Most of the gain for the least work. A window of 16 kB loses next to nothing of it, and takes a third of the memory that
 * each answer holds while a slow client reads it.
 */
const GZIP = { level: 1, windowBits: 14, memLevel: 7 };

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

/**
 * Makes the head of an answer that of a compressed one, where it is to be compressed.
 * @see docs/security.md "Compressed answers"
 * @param {IncomingMessage} answer of a server
 * @param {IncomingMessage} request
 * @param {import('node:http').ServerResponse} response whose head is that of the answer so far
 * @returns {import('node:zlib').Gzip | undefined} what compresses the body; none where it goes as it came, or where there is none
 */
export function compressed(answer, request, response) {
  if (!isCompressible(answer, request)) return undefined;
  response.appendHeader('Vary', 'Accept-Encoding');
  if (!acceptsGzip(request)) return undefined;
  response.setHeader('Content-Encoding', 'gzip');
  response.removeHeader('Content-Length');
  response.removeHeader('Accept-Ranges');
  const { etag } = answer.headers;
  if (etag && !etag.startsWith('W/')) response.setHeader('ETag', `W/${etag}`);
  return request.method === 'HEAD' ? undefined : createGzip(GZIP);
}

/** @param {IncomingMessage} answer @param {IncomingMessage} request */
function isCompressible({ statusCode, headers }, { url = '' }) {
  return (
    url.startsWith(COMPRESSED_PATH) &&
    statusCode === 200 &&
    /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '') &&
    headers['content-encoding'] === undefined &&
    Number(headers['content-length'] ?? LEAST_LENGTH) >= LEAST_LENGTH
  );
}

/**
 * Nobody can tell a body whose end is missing from a whole one where it has no length and is not sent in chunks: HTTP 1.0
 * gets none of them compressed.
 * @param {IncomingMessage} request
 */
function acceptsGzip({ headers, httpVersion }) {
  if (httpVersion === '1.0') return false;
  const codings = headers['accept-encoding']?.toLowerCase() ?? '';
  const [, quality] = /(?:^|,)\s*gzip\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?(?:,|$)/.exec(codings) ?? [undefined, '0'];
  return Number(quality ?? 1) > 0;
}
