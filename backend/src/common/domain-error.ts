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

/** What may come with a refusal besides its code and message. */
export interface ErrorExtras {
  /** What is known about this one case; shown to people. */
  detail?: string;
  /** Response headers, for example `Retry-After`. */
  headers?: Record<string, string>;
  /** The refused fields, each with its reasons in words. */
  fields?: Record<string, string[]>;
  /** Where something newer would have been overwritten. */
  conflicts?: Conflict[];
  /** What stood in the way of a request for many. */
  failures?: Failure[];
  cause?: unknown;
}

/**
 * An outcome that is expected and has its place in the contract. `code` is stable and for programs, `message` a
 * sentence for people; neither ever names a host, a query, a path or a stack.
 */
export abstract class DomainError extends Error {
  readonly detail: string | null;
  readonly headers: Record<string, string>;
  /** What the answer has besides code, message and detail. */
  private readonly extras: Pick<ErrorExtras, 'fields' | 'conflicts' | 'failures'>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { detail, headers, cause, ...extras }: ErrorExtras = {},
  ) {
    super(message, { cause });
    this.name = new.target.name;
    this.detail = detail ?? null;
    this.headers = headers ?? {};
    this.extras = extras;
  }

  /** The body of the answer: the one error shape. */
  toBody() {
    return { error_code: this.code, message: this.message, detail: this.detail, ...this.extras };
  }
}
