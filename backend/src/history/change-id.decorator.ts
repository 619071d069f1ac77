import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request, Response } from 'express';
import { v7 as uuidV7, validate } from 'uuid';
import { ValidationFailedError } from '@latch/server-kit/http-errors';

/**
 * The id under which the request's change can be undone: the client's own, or else a new one. The answer names it.
 * @throws {ValidationFailedError} when the header is no UUID
 */
export const ChangeId = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const http = context.switchToHttp();
  const id = http.getRequest<Request>().get('change-id') ?? uuidV7();
  if (!validate(id)) throw new ValidationFailedError({ 'Change-Id': ['Send a UUID.'] });
  const changeId = id.toLowerCase();
  http.getResponse<Response>().set('change-id', changeId);
  return changeId;
});
