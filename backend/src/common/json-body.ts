import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type RequestHandler, json } from 'express';
import type { DomainError } from './domain-error.js';
import { MalformedJsonError, UnsupportedMediaTypeError, ValidationFailedError } from './request.errors.js';
import { NO_SUCH_FIELD } from './validation.pipe.js';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?(;\s*)?$/i;
const LIMIT = '256kb';
/** Far more than any DTO needs; recursion in the libraries that read a body ends long after it. */
const DEEPEST = 32;

/** Reads JSON bodies and no others: a form that another page submits never gets as far as a handler. */
export function useJsonBodies(app: NestExpressApplication): void {
  app.use(refuseOtherMediaTypes);
  app.use(json({ limit: LIMIT, strict: false, inflate: false, type: isBodyRead, verify: refuseBrokenText }));
  app.use(refuseOtherShapes);
}

const refuseOtherMediaTypes: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  const isRead = METHODS_WITH_BODY.has(request.method) && hasBody;
  next(isRead && !JSON_IN_UTF8.test(request.get('content-type') ?? '') ? new UnsupportedMediaTypeError() : undefined);
};

function isBodyRead(request: { method?: string }): boolean {
  return METHODS_WITH_BODY.has(request.method ?? '');
}

/** Bytes that are no UTF-8 would otherwise be replaced in silence, and the text kept would not be the text sent. */
function refuseBrokenText(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new MalformedJsonError('It is not in UTF-8.');
}

const refuseOtherShapes: RequestHandler = (request, _response, next) => {
  next(request.body === undefined ? undefined : findWrongShape(request.body));
};

function findWrongShape(body: unknown): DomainError | undefined {
  if (isDeeperThan(body, DEEPEST)) return new MalformedJsonError('It is nested too deeply.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return new ValidationFailedError({ body: ['Send a JSON object.'] });
  }
  // Names that every object has: the validator passes over them, so they would be unknown fields that nobody refuses.
  const unknown = Object.keys(body).filter((name) => name in Object.prototype || name === 'prototype');
  if (unknown.length === 0) return undefined;
  return new ValidationFailedError(Object.fromEntries(unknown.map((name) => [name, [NO_SUCH_FIELD]])));
}

/** Level by level rather than by recursion, since the body decides how deep it goes. */
function isDeeperThan(body: unknown, limit: number): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
}
