import { connectionFound, connectionLost } from './connection';
import { ApiError, type ErrorBody, OutageError, nameOf } from './errors';

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

const OUTAGES = new Set([502, 503, 504]);
/** A 503 that knows what was not done, who else does not answer, or what there is too much of, is an answer, and no outage. */
const ANSWERED = new Set(['ERASING_FAILED', 'PROVIDER_UNAVAILABLE', 'TOO_BUSY']);

/**
 * Turns an openapi-fetch call into its data.
 * @throws {ApiError} when the server refused
 * @throws {OutageError} when it could not be reached, or could not work
 * @throws the caller's own AbortError, unchanged
 */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  try {
    const { data, error, response } = await call.catch(rethrowUnreachable);
    if (!response.ok) throw refusal(response, error);
    connectionFound();
    return data as Data;
  } catch (error) {
    if (error instanceof OutageError) connectionLost(error);
    if (error instanceof ApiError) connectionFound();
    throw error;
  }
}

function rethrowUnreachable(cause: unknown): never {
  const name = nameOf(cause);
  if (name === 'AbortError') throw cause;
  const late = name === 'TimeoutError';
  throw new OutageError(late ? 'Latch takes too long to answer.' : 'Latch cannot be reached.', null, { cause });
}

function refusal(response: Response, body: unknown): ApiError | OutageError {
  const retryAfter = secondsFrom(response.headers.get('Retry-After'));
  const known = isErrorBody(body) ? body : undefined;
  return OUTAGES.has(response.status) && !ANSWERED.has(known?.error_code ?? '')
    ? new OutageError(known?.message, retryAfter, undefined, known?.detail)
    : new ApiError(response.status, known, retryAfter);
}

function secondsFrom(header: string | null): number | null {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null) return false;
  const { error_code: code, message } = body as Partial<ErrorBody>;
  return typeof code === 'string' && typeof message === 'string';
}
