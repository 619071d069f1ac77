import { HttpError } from '@latch/server-kit/http-errors';
import { z } from 'zod';
import { aboutRequest } from '../../audit/audit-log.js';
import { httpErrors } from '../../http/http-errors.js';
import type { RouteRequest } from '../../http/request.js';
import { unlessOutage } from '../../http/unless-outage.js';
import type { Services } from '../../services.js';
import { type SignedIn, toSessionAnswer } from '../../session/sessions.js';
import { type Answer, type Route, route } from '../../shell/route.js';
import { password } from '../../validation/fields.js';
import { AccountDeletion, TodosEraser } from './account-deletion.js';
import { DeletionProofs } from './deletion-proofs.js';

/** Deleting an account. @see contracts/account.yaml @see contracts/session-validation.yaml */
export function deletionRoutes(services: Services): Route[] {
  const { backendUrl, publicUrl } = services.environment;
  const proofs = new DeletionProofs(services.database);
  const deletion = new AccountDeletion(services.database, new TodosEraser(backendUrl, publicUrl), proofs);
  return [
    // Tells the backend whether a proof is good, by the answer to a session check, and uses it up.
    route({
      method: 'POST',
      path: '/api/auth/confirm-deletion',
      who: 'signed-in',
      async handle({ headers, log }, who) {
        const about = { userId: who.user.id, id: who.session.id };
        const isGood = await unlessOutage(proofs.use(about, String(headers['deletion-proof'])), log, {
          message: 'the proof of a deletion could not be looked up',
          unavailable: httpErrors.sessionStoreUnavailable,
        });
        if (isGood) return { status: 200, body: toSessionAnswer(who) };
        log.warn('the proof of a deletion was refused');
        throw httpErrors.deletionNotConfirmed();
      },
    }),
    route({
      method: 'POST',
      path: '/api/auth/delete-user',
      who: 'step-up',
      body: z.strictObject({ password: password.optional() }),
      audit: 'account-deleted',
      handle: createDeleteUserHandler(services, deletion),
    }),
  ];
}

function createDeleteUserHandler({ audit, cookie }: Services, deletion: AccountDeletion) {
  return async (request: RouteRequest, { user, session }: SignedIn): Promise<Answer> => {
    const { id: requestId, headers, log } = request;
    const sessionCookie = `${cookie.session.name}=${cookie.valuesIn(headers.cookie)[0]}`;
    await audit.record('deletion-started', aboutRequest(request, user.id));
    try {
      await deletion.run({ userId: user.id, sessionId: session.id, sessionCookie, requestId, log });
    } catch (error) {
      const detail = error instanceof HttpError ? (error.detail ?? undefined) : undefined;
      await audit.record('deletion-failed', aboutRequest(request, user.id, detail));
      throw error;
    }
    const set = { 'set-cookie': cookie.clearing() };
    // Of nobody: all that names the user is gone.
    return { status: 200, body: { success: true }, headers: set, audit: { userId: null } };
  };
}
