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
