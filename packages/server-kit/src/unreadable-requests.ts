import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { HeadersTooLargeError, type HttpError, MalformedRequestError, RequestTimeoutError } from './http-errors.js';
import { JSON_TYPE, RESPONSE_HEADERS } from './response-headers.js';

/** Answers what Node could not read as a request at all in the one error shape. */
export function answerUnreadableRequests(server: Server, logger: Logger): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const answer = httpErrorOf(error.code);
    const requestId = randomUUID();
    logger.info({ requestId, status: answer.status, code: error.code }, 'a request could not be read');
    socket.end(toMessage(answer, requestId), () => socket.destroy());
  });
}

function httpErrorOf(code?: string): HttpError {
  if (code === 'HPE_HEADER_OVERFLOW') return new HeadersTooLargeError();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeoutError();
  return new MalformedRequestError();
}

function toMessage(error: HttpError, requestId: string): string {
  const body = JSON.stringify(error.toBody());
  const headers = {
    ...RESPONSE_HEADERS,
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    'x-request-id': requestId,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
