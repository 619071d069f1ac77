import { HttpError } from '@latch/server-kit/http-errors';
import type { Database } from '../database.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { aboutRequest, accountOfAddress, type AuditEventName, type AuditLog } from './audit-log.js';

type Handle = (request: RouteRequest) => Promise<Reply>;

/** Keeps, around what signs somebody in or up, that it did, and that a password was wrong. */
export class AuditedSignIn {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  around(event: AuditEventName, handle: Handle): Handle {
    return async (request) => {
      const reply = await handle(request).catch(async (error: unknown) => {
        if (isRefused(error, 'INVALID_EMAIL_OR_PASSWORD')) await this.#keepFailure(request);
        if (isRefused(error, 'ACCOUNT_DISABLED')) await this.#keepFailure(request, 'The account is disabled');
        throw error;
      });
      const { user } = reply.body as { user: { id: string } | null };
      if (user) await this.audit.record(event, aboutRequest(request, user.id));
      return reply;
    };
  }

  /** Somebody without an account has a row too, which is nobody's: no time may tell the one from the other. */
  async #keepFailure(request: RouteRequest, detail?: string): Promise<void> {
    const userId = await accountOfAddress(this.database, request);
    await this.audit.record('sign-in-failed', aboutRequest(request, userId, detail));
  }
}

function isRefused(error: unknown, code: string): boolean {
  return error instanceof HttpError && error.code === code;
}
