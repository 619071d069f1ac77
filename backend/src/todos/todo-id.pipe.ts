import { Injectable, type PipeTransform } from '@nestjs/common';
import { TodoNotFoundError } from './todo.errors.js';
import { isUuid } from './uuid.js';

/** What is not a UUID names no todo. */
@Injectable()
export class TodoIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUuid(value)) throw new TodoNotFoundError();
    return value;
  }
}
