import type { IncomingMessage } from 'node:http';
import { onTooManyChunks } from '@latch/server-kit/chunked-bodies';
import { PayloadTooLargeError } from '@latch/server-kit/http-errors';

/** Goes on until a body comes in too many chunks. @throws {HttpError} 413 */
export function untilTooManyChunks(request: IncomingMessage): Promise<never> {
  return new Promise((_resolve, reject) => {
    onTooManyChunks(request, () => {
      request.pause().socket.pause();
      reject(new PayloadTooLargeError());
    });
  });
}
