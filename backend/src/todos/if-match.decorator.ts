import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import { ValidationFailedError } from '../common/request.errors.js';

const VERSION_TAG = /^"([1-9]\d{0,9})"$/;

/** The version in `If-Match`, or undefined without one. @throws {ValidationFailedError} */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number | undefined => {
  const header = context.switchToHttp().getRequest<Request>().get('if-match');
  if (header === undefined) return undefined;
  const [, version] = VERSION_TAG.exec(header) ?? [];
  if (!version)
    throw new ValidationFailedError({ 'If-Match': ['Send the version in quotes, as the ETag has it: "1".'] });
  return Number(version);
});
