import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { MOST_FIELDS } from '@latch/server-kit/json-body';
import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

export const NO_SUCH_FIELD = 'There is no such field here.';
export const NOT_ACCEPTED = 'This value is not accepted.';
/** How many unknown fields an answer names; one who sends more learns no more from it. */
export const MOST_NAMED = 5;
/** In UTF-16 units: a name that somebody made up is not repeated beyond it. */
const LONGEST_NAME = 100;

/** The one pipe: what a DTO does not know is refused, and each refused field says why in words. */
export function createValidationPipe(): ValidationPipe {
  return new LimitedValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationFailedError(toFields(errors)),
  });
}

/** What validating costs grows with the fields there are. Those of a body were counted before it was parsed. */
class LimitedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isQuery = metadata.type === 'query' && typeof value === 'object' && value !== null;
    if (isQuery && Object.keys(value).length > MOST_FIELDS)
      throw new ValidationFailedError({ query: [`Send at most ${MOST_FIELDS} parameters.`] });
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** One entry per refused field, with the first few of those that are not known. */
function toFields(errors: ValidationError[]): Record<string, string[]> {
  const known = errors.filter((error) => !isUnknown(error));
  const unknown = errors.filter(isUnknown).slice(0, MOST_NAMED);
  return Object.fromEntries(
    [...unknown, ...known].map((error) => [shortened(error.property ?? 'body'), reasonsOf(error)]),
  );
}

function isUnknown({ constraints = {} }: ValidationError): boolean {
  return 'whitelistValidation' in constraints;
}

/** Never half of a surrogate pair. */
function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}

function reasonsOf(error: ValidationError): string[] {
  const { constraints = {} } = error;
  if (isUnknown(error)) return [NO_SUCH_FIELD];
  if ('unknownValue' in constraints || 'isObject' in constraints) return ['Send a JSON object.'];
  const reasons = Object.values(constraints);
  return reasons.length > 0 ? reasons : [NOT_ACCEPTED];
}

/** @throws {ValidationFailedError} when no field of a body is given */
export function requireSomething(body: object): void {
  if (Object.values(body).every((value) => value === undefined))
    throw new ValidationFailedError({ body: ['Send at least one field.'] });
}
