import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

const HEADERS_TOO_LARGE = [
  '431 Request Header Fields Too Large',
  'HEADERS_TOO_LARGE',
  "The request's headers are too large.",
] as const;
const MALFORMED = ['400 Bad Request', 'MALFORMED_REQUEST', 'The request could not be read.'] as const;

/** Answers what Node could not read as HTTP at all in the one error shape; Express never sees such a request. */
export function answerUnreadableRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, error_code, message] = error.code === 'HPE_HEADER_OVERFLOW' ? HEADERS_TOO_LARGE : MALFORMED;
    const body = JSON.stringify({ error_code, message, detail: null });
    const head = [
      `HTTP/1.1 ${status}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
