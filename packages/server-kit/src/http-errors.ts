/** What may come with an error besides its code and message. */
export interface HttpErrorExtras {
  /** What is known about this one case; shown to people. */
  detail?: string;
  /** Response headers, for example `Retry-After`. */
  headers?: Record<string, string>;
  /** The refused fields, each with its reasons in words. */
  fields?: Record<string, string[]>;
  /** Further parts of the body. */
  more?: object;
  cause?: unknown;
}

/** The one error shape. @see contracts/schemas/error.yaml */
export interface ErrorBody {
  error_code: string;
  message: string;
  detail: string | null;
  fields?: Record<string, string[]>;
}

/**
 * An outcome that is expected and has its place in the contract. `code` is stable and for programs, `message` a
 * sentence for people; neither ever names a host, a query, a path or a stack.
 */
export class HttpError extends Error {
  readonly detail: string | null;
  readonly headers: Record<string, string>;
  private readonly extras: Pick<HttpErrorExtras, 'fields' | 'more'>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { detail, headers, cause, ...extras }: HttpErrorExtras = {},
  ) {
    super(message, { cause });
    this.name = new.target.name;
    this.detail = detail ?? null;
    this.headers = headers ?? {};
    this.extras = extras;
  }

  toBody(): ErrorBody {
    const { fields, more } = this.extras;
    return { error_code: this.code, message: this.message, detail: this.detail, ...(fields && { fields }), ...more };
  }
}

const RETRY_SOON = { 'retry-after': '2' };

/** Names the cookie that was sent more than once. */
export const DUPLICATE_COOKIE_HEADER = 'x-latch-duplicate-cookie';

export class MalformedRequestError extends HttpError {
  constructor(cause?: unknown) {
    super(400, 'MALFORMED_REQUEST', 'The request could not be read.', { cause });
  }
}

export class MalformedJsonError extends HttpError {
  constructor(detail?: string) {
    super(400, 'MALFORMED_JSON', 'The request body is not valid JSON.', { detail });
  }
}

export class InvalidSessionError extends HttpError {
  constructor() {
    super(401, 'INVALID_SESSION', 'You are signed out. Sign in to go on.');
  }
}

/** It says nothing about the session, so it is never a sign-out. */
export class DuplicateSessionCookieError extends HttpError {
  /** @param name of the cookie */
  constructor(name: string) {
    super(
      401,
      'DUPLICATE_SESSION_COOKIE',
      `Your browser sends two cookies named “${name}”, and Latch trusts neither. One is of another program at this address or at a domain above it. Delete the cookies of this site and of the domains above it in the settings of your browser.`,
      { headers: { [DUPLICATE_COOKIE_HEADER]: name } },
    );
  }
}

export class OriginNotAllowedError extends HttpError {
  /** @param origin of the page, if the browser named one */
  constructor(origin: string | undefined, publicUrl: string) {
    const page = origin && origin !== 'null' ? origin.slice(0, 200) : 'another address';
    super(403, 'ORIGIN_NOT_ALLOWED', "This page's address is not the one Latch is set up for.", {
      detail: `The page is at ${page}, but PUBLIC_URL is ${publicUrl}. Set PUBLIC_URL to the address people open.`,
    });
  }
}

/** The auth server did not ask for this erasing, or not just now. */
export class DeletionNotConfirmedError extends HttpError {
  constructor() {
    super(
      403,
      'DELETION_NOT_CONFIRMED',
      'Everything is erased only when the account is deleted. Delete the account in the settings.',
    );
  }
}

export class RouteNotFoundError extends HttpError {
  constructor() {
    super(404, 'NOT_FOUND', 'There is nothing at this address.');
  }
}

export class MethodNotAllowedError extends HttpError {
  /** @param allowed such as `['GET', 'POST']` */
  constructor(allowed: string[]) {
    const list = allowed.join(', ');
    super(405, 'METHOD_NOT_ALLOWED', 'This method is not allowed here.', {
      detail: `Allowed: ${list}`,
      headers: { allow: list },
    });
  }
}

export class RequestTimeoutError extends HttpError {
  constructor() {
    super(408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.');
  }
}

export class PayloadTooLargeError extends HttpError {
  constructor() {
    super(413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.');
  }
}

export class UnsupportedMediaTypeError extends HttpError {
  constructor() {
    super(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  }
}

export class ValidationFailedError extends HttpError {
  constructor(fields: Record<string, string[]>) {
    super(422, 'VALIDATION_FAILED', 'Some fields need another look.', { fields });
  }
}

export class HeadersTooLargeError extends HttpError {
  constructor() {
    super(431, 'HEADERS_TOO_LARGE', "The request's headers are too large.");
  }
}

export class InternalError extends HttpError {
  constructor(cause?: unknown) {
    super(500, 'INTERNAL_ERROR', 'Something went wrong on our side.', { cause });
  }
}

export class StoreUnavailableError extends HttpError {
  /** @param more a detail of the reason only where everybody may see it */
  constructor(more: Pick<HttpErrorExtras, 'cause' | 'detail'> = {}) {
    super(503, 'STORE_UNAVAILABLE', 'The database does not answer. Try again in a moment.', {
      ...more,
      headers: RETRY_SOON,
    });
  }
}
