import { DomainError } from '../common/domain-error.js';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class TodoNotFoundError extends DomainError {
  constructor() {
    super(404, 'TODO_NOT_FOUND', 'This todo does not exist.');
  }
}
