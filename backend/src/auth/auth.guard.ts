import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { traceIdOf } from '@latch/server-kit/trace-context';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import './authenticated-user.js';
import { findSessionCookie, sessionCookieName } from './session-cookie.js';
import { type SessionQuestion, SessionValidatorService } from './session-validator.service.js';

const PUBLIC = 'latch:public';

/** Opens a route or controller to everybody. Without it, every route asks for a session. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Closed by default: without a session the auth server vouches for, only a route marked `@Public()` answers. */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly cookieName: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionValidatorService,
    @Inject(ENVIRONMENT) { publicUrl }: Environment,
  ) {
    this.cookieName = sessionCookieName(publicUrl);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    request.user = await this.sessions.validate(questionOf(request, this.cookieName));
    return true;
  }
}

/** What of a request the auth server is told. @throws {InvalidSessionError} @throws {DuplicateSessionCookieError} */
export function questionOf(request: Request, cookieName: string): SessionQuestion {
  const cookie = findSessionCookie(request.headers.cookie, cookieName);
  if (!cookie) throw new InvalidSessionError();
  const traceparent = request.get('traceparent');
  return {
    cookie,
    requestId: request.id as string,
    traceparent: traceIdOf(traceparent) ? traceparent : undefined,
  };
}
