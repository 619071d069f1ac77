import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, tap } from 'rxjs';
import type { TodoResponse } from './todo.mapper.js';

/** Answers with the todo's version as its ETag, for the `If-Match` of a later change. */
@Injectable()
export class VersionEtagInterceptor implements NestInterceptor<TodoResponse> {
  intercept(context: ExecutionContext, next: CallHandler<TodoResponse>): Observable<TodoResponse> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap(({ version }) => response.set('etag', `"${version}"`)));
  }
}
