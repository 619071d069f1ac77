import type { NestExpressApplication } from '@nestjs/platform-express';
import { type RequestHandler, json } from 'express';
import { type HttpError, UnsupportedMediaTypeError, ValidationFailedError } from '@latch/server-kit/http-errors';
import { hasBody, isJson, refuseUnreadableJson } from '@latch/server-kit/json-body';
import { MOST_NAMED, NO_SUCH_FIELD, NOT_ACCEPTED } from './validation.pipe.js';

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);
const LIMIT = '256kb';
/** Where many todos are made at once. */
const MANY = {
  path: /^\/api\/users\/[^/]+\/todos\/bulk-create$/,
  limit: '1mb',
  shape: { fields: 10_000, values: 12_000 },
};

/** Reads JSON bodies and no others: a form that another page submits never gets as far as a handler. */
export function useJsonBodies(app: NestExpressApplication): void {
  app.use(refuseOtherMediaTypes);
  app.use(MANY.path, json({ limit: MANY.limit, strict: false, inflate: false, type: isBodyRead, verify: verifyMany }));
  app.use(json({ limit: LIMIT, strict: false, inflate: false, type: isBodyRead, verify }));
  app.use(refuseOtherShapes);
}

const refuseOtherMediaTypes: RequestHandler = (request, _response, next) => {
  const isRead = METHODS_WITH_BODY.has(request.method) && hasBody(request);
  next(isRead && !isJson(request) ? new UnsupportedMediaTypeError() : undefined);
};

function isBodyRead(request: { method?: string }): boolean {
  return METHODS_WITH_BODY.has(request.method ?? '');
}

const verify = (_request: unknown, _response: unknown, body: Buffer) => refuseUnreadableJson(body);

const verifyMany = (_request: unknown, _response: unknown, body: Buffer) => refuseUnreadableJson(body, MANY.shape);

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
