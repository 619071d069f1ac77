import type { IncomingMessage } from 'node:http';
import { httpErrors } from './http-errors.js';

/** More than a proxy makes of the largest body: each costs far more than the bytes in it. The other server has the same limit. */
const MOST_CHUNKS = 1_000;

/** Whether a body comes in chunks, so that nobody knows beforehand how many. */
export const isChunked = ({ headers }: IncomingMessage): boolean => headers['transfer-encoding'] !== undefined;

/** Goes on until a body comes in more chunks than that, read or not. @throws {HttpError} 413 */
export function untilTooManyChunks(request: IncomingMessage): Promise<never> {
  return new Promise((_resolve, reject) => {
    let chunks = 0;
    const count = () => {
      if (++chunks <= MOST_CHUNKS) return;
      request.off('data', count).pause().socket.pause();
      reject(httpErrors.payloadTooLarge());
    };
    request.on('data', count);
  });
}
