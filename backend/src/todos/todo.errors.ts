import { HttpError } from '@latch/server-kit/http-errors';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class TodoNotFoundError extends HttpError {
  constructor() {
    super(404, 'TODO_NOT_FOUND', 'This todo does not exist.');
  }
}
