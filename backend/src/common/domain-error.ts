/** What may come with a refusal besides its code and message. */
export interface ErrorExtras {
  /** What is known about this one case; shown to people. */
  detail?: string;
  /** Response headers, for example `Retry-After`. */
  headers?: Record<string, string>;
  /** The refused fields, each with its reasons in words. */
  fields?: Record<string, string[]>;
  cause?: unknown;
}

/**
 * An outcome that is expected and has its place in the contract. `code` is stable and for programs, `message` a
 * sentence for people; neither ever names a host, a query, a path or a stack.
 */
export abstract class DomainError extends Error {
  readonly detail: string | null;
  readonly headers: Record<string, string>;
  readonly fields?: Record<string, string[]>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { detail, headers, fields, cause }: ErrorExtras = {},
  ) {
    super(message, { cause });
    this.name = new.target.name;
    this.detail = detail ?? null;
    this.headers = headers ?? {};
    this.fields = fields;
  }

  /** The body of the answer: the one error shape. */
  toBody() {
    const body = { error_code: this.code, message: this.message, detail: this.detail };
    return this.fields ? { ...body, fields: this.fields } : body;
  }
}
