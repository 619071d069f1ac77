import { DomainError } from '../common/domain-error.js';

/** It does not exist, was deleted or is someone else's: one answer for all. */
export class TodoNotFoundError extends DomainError {
  constructor() {
    super(404, 'TODO_NOT_FOUND', 'This todo does not exist.');
  }
}

export class TodoIdTakenError extends DomainError {
  constructor(detail?: string) {
    super(409, 'TODO_ID_TAKEN', 'Another todo has this id already.', { detail });
  }
}

export class TodoChangedError extends DomainError {
  constructor(version: number) {
    super(412, 'TODO_CHANGED', 'This todo was changed somewhere else in the meantime.', {
      detail: `It is at version ${version} now.`,
    });
  }
}
