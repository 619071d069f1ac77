import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, destination, pino } from 'pino';
import { describeError } from './describe-error.js';

/**
 * The structured log. It is written asynchronously and flushed at exit, since a synchronous write costs every request.
 * Cookies, tokens, passwords and bodies have no way in: requests are logged by named fields, errors by `describeError`,
 * and what slips through by those names is censored.
 * @param level a pino level
 * @param stream for tests; standard output otherwise
 */
export function createLogger(level: string, stream: DestinationStream = destination({ sync: false })): Logger {
  return pino(
    {
      level,
      base: { service: 'backend' },
      serializers: { err: describeError },
      redact: {
        paths: ['cookie', 'authorization', 'password', 'token', 'body', 'headers'].flatMap((name) => [
          name,
          `*.${name}`,
        ]),
        censor: '[redacted]',
      },
    },
    stream,
  );
}

/** Nest's own messages, in the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string) {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string) {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]) {
    this.logger.error({ context: rest.at(-1), err: message instanceof Error ? message : undefined }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]) {
    this.error(message, ...rest);
  }
}
