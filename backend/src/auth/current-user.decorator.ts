import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { AuthenticatedUser } from './authenticated-user.js';

/** Injects the `AuthenticatedUser`. @throws {Error} on a public route, which has none */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): AuthenticatedUser => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw new Error('CurrentUser was used on a public route');
  return user;
});
