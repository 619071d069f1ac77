import { DomainError } from '../common/domain-error.js';

/** It is not in Trash, went there along with something else, or is someone else's: one answer for all. */
export class TrashedNotFoundError extends DomainError {
  constructor() {
    super(404, 'TRASHED_NOT_FOUND', 'This is not in Trash.');
  }
}
