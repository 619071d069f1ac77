import { HttpError } from '@latch/server-kit/http-errors';

/** A field that somebody else changed meanwhile, with both values. */
export interface Conflict {
  entity: string;
  entityId: string;
  /** What the thing is called now; empty when it is gone. */
  title: string;
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** Why one of many cannot be changed. */
export interface Failure {
  id: string;
  error_code: string;
  message: string;
}

export class ConflictError extends HttpError {
  constructor(conflicts: Conflict[]) {
    super(409, 'CONFLICT', 'This was changed somewhere else in the meantime.', { more: { conflicts } });
  }
}

export class BulkRefusedError extends HttpError {
  constructor(failures: Failure[]) {
    super(422, 'BULK_REFUSED', `Nothing was changed, because ${failures.length} of the todos cannot be.`, {
      more: { failures },
    });
  }
}

export class IdTakenError extends HttpError {
  constructor(detail?: string) {
    super(409, 'ID_TAKEN', 'Something else has this id already.', { detail });
  }
}

export class NameTakenError extends HttpError {
  /** @param kind such as `label` */
  constructor(kind: string) {
    super(409, 'NAME_TAKEN', `A ${kind} of that name exists already.`);
  }
}

/** There are as many as there can be; the sentence says of what. */
export class LimitReachedError extends HttpError {
  constructor(detail: string) {
    super(409, 'LIMIT_REACHED', 'There is no room for more.', { detail });
  }
}
