import { validate, version } from 'uuid';

export function isUuid(value: unknown): value is string {
  return validate(value);
}

/** A UUID that begins with its time of making, so that new rows lie side by side. */
export function isUuidV7(value: unknown): value is string {
  return isUuid(value) && version(value) === 7;
}
