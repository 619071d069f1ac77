import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request, Response } from 'express';
import { v7 as uuidV7, validate } from 'uuid';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { ChangeName } from './change.js';

/**
 * The id under which the request's change can be undone: the client's own, or else a new one. The answer names it, and the revision
 * that the change made. With it the request's key, where the client may send it again.
 * @throws {ValidationFailedError} when one of the headers is no UUID
 */
export const ChangeId = createParamDecorator((_data: unknown, context: ExecutionContext): ChangeName => {
  const http = context.switchToHttp();
  const request = http.getRequest<Request>();
  const key = uuidOf(request, 'Idempotency-Key');
  const id = uuidOf(request, 'Change-Id') ?? key ?? uuidV7();
  const response = http.getResponse<Response>().set('change-id', id);
  return { id, key, onMade: (revision) => void response.set('revision', revision) };
});

function uuidOf(request: Request, header: string): string | undefined {
  const value = request.get(header);
  if (value !== undefined && !validate(value)) throw new ValidationFailedError({ [header]: ['Send a UUID.'] });
  return value?.toLowerCase();
}
