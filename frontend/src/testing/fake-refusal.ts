import type { components } from '@latch/contracts/latch';

type Schemas = components['schemas'];

export interface Refusal {
  status: number;
  body: Schemas['Error'] | Schemas['ValidationError'] | Schemas['ConflictError'] | Schemas['BulkError'];
  /** Seconds. */
  retryAfter?: number;
}

/** A refusal of the fake backend, thrown by its parts. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.body.message);
  }
}

/** Throws a refusal that has a code and a sentence. */
export function refuseWith(status: number, error_code: string, message: string): never {
  throw new Refused({ status, body: { error_code, message, detail: null } });
}

/** Throws a refusal that names todos which are not there, if there are any. */
export function refuseMissing(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const failures = ids.map((id) => ({ id, error_code: 'TODO_NOT_FOUND', message: 'This todo does not exist.' }));
  const message = `Nothing was changed, because ${failures.length} of the todos cannot be.`;
  throw new Refused({ status: 422, body: { error_code: 'BULK_REFUSED', message, detail: null, failures } });
}

/** A refusal of a change that another one came before. */
export function conflictOf(todo: Schemas['Todo'], [field, mine]: [string, unknown]): Refused {
  const theirs = todo[field as keyof Schemas['Todo']];
  const conflicts = [{ entity: 'todo' as const, entityId: todo.id, title: todo.title, field, mine, theirs }];
  const message = 'This was changed somewhere else in the meantime.';
  return new Refused({ status: 409, body: { error_code: 'CONFLICT', message, detail: null, conflicts } });
}
