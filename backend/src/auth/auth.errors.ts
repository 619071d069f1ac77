import { DomainError } from '../common/domain-error.js';

export class InvalidSessionError extends DomainError {
  constructor() {
    super(401, 'INVALID_SESSION', 'You are signed out. Sign in to go on.');
  }
}

/** It says nothing about the session, so it is never a sign-out. */
export class DuplicateSessionCookieError extends DomainError {
  /** @param name of the cookie */
  constructor(name: string) {
    super(
      401,
      'DUPLICATE_SESSION_COOKIE',
      `Your browser sends two cookies named “${name}”, and Latch trusts neither. One is of another program at this address or at a domain above it. Delete the cookies of this site and of the domains above it in the settings of your browser.`,
      { headers: { 'x-latch-duplicate-cookie': name } },
    );
  }
}

export class UserMismatchError extends DomainError {
  constructor() {
    super(403, 'USER_MISMATCH', 'This belongs to another user.');
  }
}

/** The auth server did not ask for this erasing, or not just now. */
export class DeletionNotConfirmedError extends DomainError {
  constructor() {
    super(
      403,
      'DELETION_NOT_CONFIRMED',
      'Everything is erased only when the account is deleted. Delete the account in the settings.',
    );
  }
}

/** The auth server answered in a way it never should. */
export class SessionCheckFailedError extends DomainError {
  constructor(cause: unknown) {
    super(500, 'SESSION_CHECK_FAILED', 'Something went wrong on our side.', { cause });
  }
}

/** Nobody could be asked. It says nothing about the session, so it is never a sign-out. */
export class AuthServerUnavailableError extends DomainError {
  constructor(cause: unknown) {
    super(
      503,
      'AUTH_SERVER_UNAVAILABLE',
      'The sign-in service does not answer. Your session is kept; try again in a moment.',
      { headers: { 'retry-after': '2' }, cause },
    );
  }
}
