import { aboutRequest, type AuditEventName, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/route.js';
import { type BetterAuthCalls, cookiesOf } from '../better-auth/better-auth-calls.js';
import { CHANGE_PASSWORD_ENDPOINT, CONFIRM_PASSWORD_ENDPOINT } from './password-endpoints.js';
import type { SignedIn } from './signed-in.js';

interface PasswordCheck {
  path: string;
  /** Where the password stands in the body. */
  field: string;
  event: AuditEventName;
}

/** All other devices are signed out by it. */
export const CHANGE_PASSWORD: PasswordCheck = {
  path: `/api/auth${CHANGE_PASSWORD_ENDPOINT}`,
  field: 'currentPassword',
  event: 'password-changed',
};

/** The session counts as made just now. */
export const PASSWORD_CONFIRMATION: PasswordCheck = {
  path: `/api/auth${CONFIRM_PASSWORD_ENDPOINT}`,
  field: 'password',
  event: 'password-confirmed',
};

/** Makes the handler of a route that asks whoever is signed in for the password; a new session cookie is set by it. */
export function checksPassword(calls: BetterAuthCalls, audit: AuditLog, { path, field, event }: PasswordCheck) {
  return async (request: RouteRequest, { user }: SignedIn): Promise<Reply> => {
    const wrong = wrongPassword(field);
    try {
      const meanings = { INVALID_PASSWORD: () => wrong };
      const response = await calls.post(path, request, { withCookies: true, meanings });
      await audit.record(event, aboutRequest(request, user.id));
      return { status: 200, body: { success: true }, headers: { 'set-cookie': cookiesOf(response) } };
    } catch (error) {
      if (error === wrong) await audit.record('sign-in-failed', aboutRequest(request, user.id, WHILE_SIGNED_IN));
      throw error;
    }
  };
}

/** @param field where it stood in the body */
export const wrongPassword = (field: string) =>
  httpErrors.validationFailed({ [field]: ['This is not your password.'] });

/** The detail of a failed sign-in that was none. */
export const WHILE_SIGNED_IN = 'Asked for the password on a device that is signed in';
