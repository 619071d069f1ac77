import type { HttpError } from '@latch/server-kit/http-errors';
import type { PipeTransform } from '@nestjs/common';
import { validate, version } from 'uuid';

export function isUuid(value: unknown): value is string {
  return validate(value);
}

/** A UUID that begins with its time of making, so that new rows lie side by side. */
export function isUuidV7(value: unknown): value is string {
  return isUuid(value) && version(value) === 7;
}

/** What is not a UUID names nothing. An id is given on as the database writes it, in small letters. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly NotFound: new () => HttpError) {}

  transform(value: string): string {
    if (!isUuid(value)) throw new this.NotFound();
    return value.toLowerCase();
  }
}
