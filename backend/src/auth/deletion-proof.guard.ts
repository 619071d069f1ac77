import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DeletionNotConfirmedError } from '@latch/server-kit/http-errors';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { questionOf } from './auth.guard.js';
import { sessionCookieName } from './session-cookie.js';
import { DELETION_PROOF, SessionValidatorService } from './session-validator.service.js';

/** 32 bytes as base64url. */
const PROOF = /^[A-Za-z0-9_-]{43}$/;

/**
 * Lets in only what the auth server asks for while it deletes an account: it sends a proof along, and is asked whether this is
 * the one it made. Stands at single routes, and so runs after both global guards.
 * @see contracts/session-validation.yaml
 */
@Injectable()
export class DeletionProofGuard implements CanActivate {
  private readonly cookieName: string;

  constructor(
    private readonly sessions: SessionValidatorService,
    @Inject(ENVIRONMENT) { publicUrl }: Environment,
  ) {
    this.cookieName = sessionCookieName(publicUrl);
  }

  /** @throws {DeletionNotConfirmedError} 403; and what a session check throws */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const proof = request.get(DELETION_PROOF);
    if (!proof || !PROOF.test(proof)) throw new DeletionNotConfirmedError();
    const { userId } = await this.sessions.confirmDeletion(questionOf(request, this.cookieName), proof);
    if (userId !== request.user?.userId) throw new DeletionNotConfirmedError();
    return true;
  }
}
