import { HttpError } from '@latch/server-kit/http-errors';

export class UserMismatchError extends HttpError {
  constructor() {
    super(403, 'USER_MISMATCH', 'This belongs to another user.');
  }
}

/** The auth server answered in a way it never should. */
export class SessionCheckFailedError extends HttpError {
  constructor(cause: unknown) {
    super(500, 'SESSION_CHECK_FAILED', 'Something went wrong on our side.', { cause });
  }
}

/** Nobody could be asked. It says nothing about the session, so it is never a sign-out. */
export class AuthServerUnavailableError extends HttpError {
  constructor(cause: unknown) {
    super(
      503,
      'AUTH_SERVER_UNAVAILABLE',
      'The sign-in service does not answer. Your session is kept; try again in a moment.',
      { headers: { 'retry-after': '2' }, cause },
    );
  }
}
