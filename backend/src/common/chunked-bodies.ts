import type { Request, RequestHandler, Response } from 'express';
import { PayloadTooLargeError } from '@latch/server-kit/http-errors';

/** More than a proxy makes of the largest body: each costs far more than the bytes in it. The other server has the same limit. */
const MOST_CHUNKS = 1_000;

/**
 * Ends the connection of a request whose body comes in more chunks, or still comes when it is answered: in tiny ones, those that
 * nobody reads hold up everybody else too. Other bodies have a length, and come in whatever pieces the network makes.
 */
export const limitChunks: RequestHandler = (request, response, next) => {
  if (request.headers['transfer-encoding'] === undefined) return next();
  let chunks = 0;
  const count = () => {
    if (++chunks <= MOST_CHUNKS) return;
    request.off('data', count);
    refuse(request, response);
  };
  request.on('data', count);
  response.once('finish', () => !request.complete && request.socket.destroySoon());
  next();
};

function refuse(request: Request, response: Response): void {
  // Nobody waits for a body that is read, and so nobody else answers.
  const isRead = !response.headersSent && request.method !== 'GET' && request.method !== 'HEAD';
  if (!isRead) return void request.destroy();
  request.pause();
  response.status(413).json(new PayloadTooLargeError().toBody());
}
