import { HttpError } from '@latch/server-kit/http-errors';

/** It is not in Trash, went there along with something else, or is someone else's: one answer for all. */
export class TrashedNotFoundError extends HttpError {
  constructor() {
    super(404, 'TRASHED_NOT_FOUND', 'This is not in Trash.');
  }
}
