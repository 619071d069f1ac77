import { HttpError } from '@latch/server-kit/http-errors';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class LabelNotFoundError extends HttpError {
  constructor() {
    super(404, 'LABEL_NOT_FOUND', 'This label does not exist.');
  }
}
