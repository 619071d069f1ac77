import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type RequestHandler, json } from 'express';
import {
  type HttpError,
  MalformedJsonError,
  UnsupportedMediaTypeError,
  ValidationFailedError,
} from '@latch/server-kit/http-errors';
import { findShapeProblem, MOST_FIELDS, MOST_VALUES, type ShapeProblem } from '@latch/server-kit/json-limits';
import { MOST_NAMED, NO_SUCH_FIELD, NOT_ACCEPTED } from './validation.pipe.js';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?(;\s*)?$/i;
const LIMIT = '256kb';

const SHAPE_ERRORS: Record<ShapeProblem, () => HttpError> = {
  'too deep': () => new MalformedJsonError('It is nested too deeply.'),
  'too many fields': () => new ValidationFailedError({ body: [`Send at most ${MOST_FIELDS} fields.`] }),
  'too many values': () => new ValidationFailedError({ body: [`Send at most ${MOST_VALUES} values.`] }),
};

/** Reads JSON bodies and no others: a form that another page submits never gets as far as a handler. */
export function useJsonBodies(app: NestExpressApplication): void {
  app.use(refuseOtherMediaTypes);
  app.use(json({ limit: LIMIT, strict: false, inflate: false, type: isBodyRead, verify: refuseUnreadable }));
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

/**
 * Judges a body before it is parsed. Bytes that are no UTF-8 would otherwise be replaced in silence, and the text kept
 * would not be the text sent; a body of many fields would hold up everybody else while it is validated.
 */
function refuseUnreadable(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new MalformedJsonError('It is not in UTF-8.');
  const problem = findShapeProblem(body);
  if (problem) throw SHAPE_ERRORS[problem]();
}

const refuseOtherShapes: RequestHandler = (request, _response, next) => {
  next(request.body === undefined ? undefined : findWrongShape(request.body));
};

function findWrongShape(body: unknown): HttpError | undefined {
  if (!isObject(body) || Array.isArray(body)) return new ValidationFailedError({ body: ['Send a JSON object.'] });
  const refused = Object.entries(body).flatMap(([name, value]): [string, string[]][] => {
    if (isOfEveryObject(name)) return [[name, [NO_SUCH_FIELD]]];
    return hasNameOfEveryObject(value) ? [[name, [NOT_ACCEPTED]]] : [];
  });
  return refused.length > 0 ? new ValidationFailedError(Object.fromEntries(refused.slice(0, MOST_NAMED))) : undefined;
}

/** Names that every object has: the validator passes over them, so they would be unknown fields that nobody refuses. */
function isOfEveryObject(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}

/** At any depth, which is limited by now. */
function hasNameOfEveryObject(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isNamed = !Array.isArray(value) && Object.keys(value).some(isOfEveryObject);
  return isNamed || Object.values(value).some(hasNameOfEveryObject);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
