import type { BetterAuthOptions } from 'better-auth';
import { maskValues } from '@latch/server-kit/describe-error';
import type { Logger } from '@latch/server-kit/logger';

/** Better Auth's own log, through ours: its sentences name e-mail addresses, and its errors carry rows. */
export function betterAuthLog(logger: Logger): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'debug',
    disableColors: true,
    log: (level, message, ...details) => {
      const err = details.find((detail) => detail instanceof Error);
      logger[level]({ from: 'better-auth', ...(err && { err }) }, maskValues(message));
    },
  };
}
