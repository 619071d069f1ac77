import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '../logger.js';
import { type Refusal, refusals } from './refusals.js';
import { COMMON_HEADERS } from './send.js';

/** Answers what Node could not read as a request at all, in the one error shape. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, logger: Logger): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error.code);
  const requestId = randomUUID();
  logger.info({ requestId, status: refusal.status, code: error.code }, 'a request could not be read');
  socket.end(toMessage(refusal, requestId), () => socket.destroy());
}

function refusalOf(code?: string): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return refusals.headersTooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refusals.requestTimeout();
  return refusals.malformedRequest();
}

function toMessage(refusal: Refusal, requestId: string): string {
  const body = JSON.stringify(refusal.body);
  const headers = {
    ...COMMON_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    'x-request-id': requestId,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
