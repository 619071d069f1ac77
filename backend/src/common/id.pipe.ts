import type { PipeTransform } from '@nestjs/common';
import type { DomainError } from './domain-error.js';
import { isUuid } from './uuid.js';

/** What is not a UUID names nothing. An id is given on as the database writes it, in small letters. */
export class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly NotFound: new () => DomainError) {}

  transform(value: string): string {
    if (!isUuid(value)) throw new this.NotFound();
    return value.toLowerCase();
  }
}
