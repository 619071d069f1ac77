import type { PipeTransform } from '@nestjs/common';
import type { HttpError } from '@latch/server-kit/http-errors';
import { isUuid } from './uuid.js';

/** What is not a UUID names nothing. An id is given on as the database writes it, in small letters. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly NotFound: new () => HttpError) {}

  transform(value: string): string {
    if (!isUuid(value)) throw new this.NotFound();
    return value.toLowerCase();
  }
}
