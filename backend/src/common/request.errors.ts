import { DomainError } from './domain-error.js';

export class MalformedRequestError extends DomainError {
  constructor(cause?: unknown) {
    super(400, 'MALFORMED_REQUEST', 'The request could not be read.', { cause });
  }
}

export class MalformedJsonError extends DomainError {
  constructor(detail?: string) {
    super(400, 'MALFORMED_JSON', 'The request body is not valid JSON.', { detail });
  }
}

export class OriginNotAllowedError extends DomainError {
  /** @param origin what the browser named, if anything */
  constructor(origin: string | undefined, publicUrl: string) {
    const page = origin && origin !== 'null' ? `The page is at ${origin.slice(0, 200)}. ` : '';
    super(403, 'ORIGIN_NOT_ALLOWED', "This page's address is not the one Latch is set up for.", {
      detail: `${page}Latch is set up for ${publicUrl}. Set PUBLIC_URL to the address people open.`,
    });
  }
}

export class RouteNotFoundError extends DomainError {
  constructor() {
    super(404, 'NOT_FOUND', 'There is nothing at this address.');
  }
}

export class MethodNotAllowedError extends DomainError {
  /** @param allowed such as `['GET', 'POST']` */
  constructor(allowed: string[]) {
    const list = allowed.join(', ');
    super(405, 'METHOD_NOT_ALLOWED', 'This method is not allowed here.', {
      detail: `Allowed: ${list}`,
      headers: { allow: list },
    });
  }
}

export class PayloadTooLargeError extends DomainError {
  constructor() {
    super(413, 'PAYLOAD_TOO_LARGE', 'The request body is too large.');
  }
}

export class UnsupportedMediaTypeError extends DomainError {
  constructor() {
    super(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  }
}

export class ValidationFailedError extends DomainError {
  constructor(fields: Record<string, string[]>) {
    super(422, 'VALIDATION_FAILED', 'Some fields need another look.', { fields });
  }
}

export class InternalError extends DomainError {
  constructor(cause?: unknown) {
    super(500, 'INTERNAL_ERROR', 'Something went wrong on our side.', { cause });
  }
}
