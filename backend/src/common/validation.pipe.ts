import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { ValidationFailedError } from './request.errors.js';

export const NO_SUCH_FIELD = 'There is no such field here.';

/** The one pipe: what a DTO does not know is refused, and each refused field says why in words. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationFailedError(toFields(errors)),
  });
}

/** One entry per refused field. */
export function toFields(errors: ValidationError[]): Record<string, string[]> {
  return Object.fromEntries(errors.map((error) => [error.property, reasonsOf(error)]));
}

function reasonsOf({ constraints = {} }: ValidationError): string[] {
  if ('whitelistValidation' in constraints) return [NO_SUCH_FIELD];
  if ('unknownValue' in constraints || 'isObject' in constraints) return ['Send a JSON object.'];
  const reasons = Object.values(constraints);
  return reasons.length > 0 ? reasons : ['This value is not accepted.'];
}
