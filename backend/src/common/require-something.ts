import { ValidationFailedError } from '@latch/server-kit/http-errors';

/** @throws {ValidationFailedError} when no field of a body is given */
export function requireSomething(body: object): void {
  if (Object.values(body).every((value) => value === undefined))
    throw new ValidationFailedError({ body: ['Send at least one field.'] });
}
