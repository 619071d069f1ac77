/** What of an error goes to the log. */
export interface ErrorDescription {
  type: string;
  code?: string;
  message?: string;
  frames?: string[];
  cause?: ErrorDescription;
}

/**
 * Describes an error by what it is and where it happened. Errors carry far more: an axios error its request with the
 * cookie, a failed query its parameters and the values of a row, a parse error a piece of the body. So the message is
 * kept only of errors that are known to hold none of it, and masked.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  const cause = driverError ?? error.cause;
  return {
    type: error.constructor.name,
    code: typeof code === 'string' ? code : undefined,
    message: hasSafeMessage(error) ? maskValues(error.message) : undefined,
    frames: framesOf(error),
    cause: cause instanceof Error && depth < 3 ? describeError(cause, depth + 1) : undefined,
  };
}

function hasSafeMessage(error: Error): boolean {
  const isOfTheDatabase = 'driverError' in error || 'severity' in error;
  return !isOfTheDatabase && !(error instanceof SyntaxError);
}

/** A sentence without the e-mail addresses, and the ids and session tokens (32 characters), that stand in it. */
export function maskValues(text: string): string {
  return text.replace(/[^\s@"'()<>]+@[^\s@"'()<>]+\.\w+/g, '[e-mail]').replace(/\b[A-Za-z0-9]{32}\b/g, '[id]');
}

/** The lines of the stack that name code; the first ones repeat the message. */
function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
}
