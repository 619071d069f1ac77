import type { Request, RequestHandler, Response } from 'express';
import { isChunked, onTooManyChunks } from '@latch/server-kit/chunked-bodies';
import { PayloadTooLargeError } from '@latch/server-kit/http-errors';

/**
 * Ends the connection of a request whose body comes in more chunks, or still comes when it is answered: in tiny ones, those that
 * nobody reads hold up everybody else too.
 */
export const limitChunks: RequestHandler = (request, response, next) => {
  if (!isChunked(request)) return next();
  onTooManyChunks(request, () => refuse(request, response));
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
