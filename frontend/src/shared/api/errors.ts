/** A value that was asked for, beside the newer one that stands in its way. */
export interface FieldConflict {
  entity: 'todo' | 'project' | 'section' | 'label' | 'filter';
  entityId: string;
  /** What it is called now; empty when it is gone. */
  title: string;
  field: string;
  mine?: unknown;
  theirs?: unknown;
}

/** One of many that could not be changed, and why. */
export interface Failure {
  id: string;
  error_code: string;
  message: string;
}

/** The one error shape of both servers, as the contracts give it. */
export interface ErrorBody {
  error_code: string;
  message: string;
  detail: string | null;
  fields?: Record<string, string[]>;
  conflicts?: FieldConflict[];
  failures?: Failure[];
}

const UNREADABLE: ErrorBody = {
  error_code: 'UNREADABLE_ANSWER',
  message: 'Something went wrong. Try again in a moment.',
  detail: null,
};

/** A refusal: the server understood and said no. Trying the same again will not help. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly detail: string | null;
  /** Field name to the reasons it was refused; empty unless the code is `VALIDATION_FAILED` or alike. */
  readonly fields: Record<string, string[]>;
  /** Both values of each field that was changed elsewhere, too; empty unless the code is `CONFLICT` or `UNDO_REFUSED`. */
  readonly conflicts: readonly FieldConflict[];
  /** Which of many stood in the way; empty unless the code is `BULK_REFUSED`. */
  readonly failures: readonly Failure[];

  constructor(
    readonly status: number,
    body: ErrorBody = UNREADABLE,
    /** Seconds, from `Retry-After`. */
    readonly retryAfter: number | null = null,
  ) {
    super(body.message);
    this.code = body.error_code;
    this.detail = body.detail;
    this.fields = body.fields ?? {};
    this.conflicts = body.conflicts ?? [];
    this.failures = body.failures ?? [];
  }
}

/** Nobody who could decide was reached: no network, no answer in time, or 502, 503, 504. The same request may be sent again. */
export class OutageError extends Error {
  override readonly name = 'OutageError';

  constructor(
    message = 'Latch does not answer just now.',
    /** Seconds, from `Retry-After`. */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
    /** What the server knows of the reason. */
    readonly detail: string | null = null,
  ) {
    super(message, options);
  }

  /** The whole deadline went by without an answer, rather than being told at once. */
  get timedOut(): boolean {
    return nameOf(this.cause) === 'TimeoutError';
  }
}

/** By its name rather than its class, since an abort's reason may come from another realm. */
export function nameOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown ? thrown.name : null;
}

export function isOutage(error: unknown): error is OutageError {
  return error instanceof OutageError;
}

/** Whether the answer was that the session has ended, and not another kind of 401 such as a wrong password. */
export function isSessionEnded(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401 && error.code === 'INVALID_SESSION';
}

/** What to tell a person: the reason of the first refused field, or else the server's sentence. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) {
    return Object.values(error.fields)[0]?.[0] ?? error.message;
  }
  return isOutage(error) ? error.message : UNREADABLE.message;
}

/** Whether what an address names is not there; a 422 is an address that is no id at all. */
export function isNotThere(error: unknown): boolean {
  return error instanceof ApiError && [404, 422].includes(error.status);
}

/** Whether a link was refused: it was used, is too old, or was cut off. */
export function isLinkNotValid(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'LINK_NOT_VALID';
}
