import pino, { type Logger } from 'pino';
import type { BetterAuthOptions } from 'better-auth';

export type { Logger };

/** Structured logs on standard output, written without making requests wait. */
export function createLogger(level: string): Logger {
  const options = { level, base: { service: 'auth-server' }, serializers: { err: describeError } };
  return pino(options, pino.destination({ dest: 1, sync: false }));
}

/**
 * What a log may know of an error. PostgreSQL puts the offending values of a row into further properties
 * (`detail`, `where`), so only these few are taken.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...(typeof code === 'string' && { code }),
    stack: error.stack && withoutValues(error.stack),
  };
}

/** Better Auth's own log, through ours: its sentences name e-mail addresses, and its errors carry rows. */
export function betterAuthLog(logger: Logger): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'debug',
    disableColors: true,
    log: (level, message, ...details) => {
      const err = details.find((detail) => detail instanceof Error);
      logger[level]({ from: 'better-auth', ...(err && { err }) }, withoutValues(message));
    },
  };
}

/** A sentence without the e-mail addresses, and the ids and session tokens (32 characters), that stand in it. */
function withoutValues(text: string): string {
  return text.replace(/[^\s@"'()<>]+@[^\s@"'()<>]+\.\w+/g, '[e-mail]').replace(/\b[A-Za-z0-9]{32}\b/g, '[id]');
}
