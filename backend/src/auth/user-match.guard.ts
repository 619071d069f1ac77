import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { UserMismatchError } from './auth.errors.js';

/**
 * Guards every route whose path names a user, by itself, so that none can be forgotten. Runs after AuthGuard. An id that
 * differs in any byte is another user's.
 */
@Injectable()
export class UserMatchGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { params, user } = context.switchToHttp().getRequest<Request>();
    if ('userId' in params && params.userId !== user?.userId) throw new UserMismatchError();
    return true;
  }
}
