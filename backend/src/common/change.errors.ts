import { type Conflict, DomainError, type Failure } from './domain-error.js';

export class ConflictError extends DomainError {
  constructor(conflicts: Conflict[]) {
    super(409, 'CONFLICT', 'This was changed somewhere else in the meantime.', { conflicts });
  }
}

export class BulkRefusedError extends DomainError {
  constructor(failures: Failure[]) {
    super(422, 'BULK_REFUSED', `Nothing was changed, because ${failures.length} of the todos cannot be.`, { failures });
  }
}

export class IdTakenError extends DomainError {
  constructor(detail?: string) {
    super(409, 'ID_TAKEN', 'Something else has this id already.', { detail });
  }
}

/** There are as many as there can be; the sentence says of what. */
export class LimitReachedError extends DomainError {
  constructor(detail: string) {
    super(409, 'LIMIT_REACHED', 'There is no room for more.', { detail });
  }
}
