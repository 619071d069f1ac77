import { validateSync } from 'class-validator';
import { DeletionNotConfirmedError, InvalidSessionError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from './authenticated-user.js';
import { AuthServerUnavailableError, SessionCheckFailedError } from './auth.errors.js';
import { BetterAuthSessionResponse } from './session.dto.js';

/** An answer of the auth server, complete but unread. */
export interface SessionAnswer {
  status: number;
  contentType: string;
  text: string;
}

/**
 * Decides what an answer means.
 * @throws {InvalidSessionError} the session is over
 * @throws {AuthServerUnavailableError} it could not say
 * @throws {SessionCheckFailedError} it said something it never should
 * @see docs/architecture.md for the table
 */
export function readSessionAnswer(answer: SessionAnswer): AuthenticatedUser {
  const { status } = answer;
  if (status === 429 || status >= 500) throw new AuthServerUnavailableError(new UnexpectedAnswer(`status ${status}`));
  if (status === 401 && hasCode(answer, 'INVALID_SESSION')) throw new InvalidSessionError();
  if (status !== 200) throw toFailure(`status ${status}`);
  const { userId, email, name, expiresAt } = validateSession(parseJson(answer));
  // It ran out between that answer and this line, or the clocks differ; either way it is over.
  if (Date.parse(expiresAt) <= Date.now()) throw new InvalidSessionError();
  return { userId, email, name: name ?? null };
}

/**
 * Decides what an answer about a proof of a deletion means; it is the one to a session check, or a refusal of the proof.
 * @throws {DeletionNotConfirmedError} the proof is not good; and what `readSessionAnswer` throws
 */
export function readDeletionAnswer(answer: SessionAnswer): AuthenticatedUser {
  if (answer.status === 403 && hasCode(answer, 'DELETION_NOT_CONFIRMED')) throw new DeletionNotConfirmedError();
  return readSessionAnswer(answer);
}

/** Says in the log what was wrong with an answer, without any of its content. */
class UnexpectedAnswer extends Error {}

function toFailure(reason: string): SessionCheckFailedError {
  return new SessionCheckFailedError(new UnexpectedAnswer(`The auth server answered a session check with ${reason}`));
}

function hasCode(answer: SessionAnswer, code: string): boolean {
  const body = parseJson(answer);
  return typeof body === 'object' && body !== null && 'error_code' in body && body.error_code === code;
}

function parseJson({ contentType, text }: SessionAnswer): unknown {
  if (!/^application\/json\b/i.test(contentType)) throw toFailure('something that is not JSON');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw toFailure('JSON that cannot be parsed');
  }
}

function validateSession(body: unknown): BetterAuthSessionResponse {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw toFailure('no object');
  const response = BetterAuthSessionResponse.of(body);
  const problems = validateSync(response, {
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
  });
  if (problems.length > 0) throw toFailure(`a wrong ${problems.map(({ property }) => property).join(' and ')}`);
  return response;
}
