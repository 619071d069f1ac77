import { type DestinationStream, type Logger, destination, pino } from 'pino';
import { describeError } from './describe-error.js';

export type { Logger };

/** Under these names nothing is logged, at the top or one level below. */
const SECRET_NAMES = ['cookie', 'authorization', 'password', 'token', 'body', 'headers'];

/**
 * The structured log. It is written asynchronously and flushed at exit, since a synchronous write costs every request.
 * Cookies, tokens, passwords and bodies have no way in: requests are logged by named fields, errors by `describeError`,
 * and what slips through by those names is censored.
 * @param level a pino level
 * @param stream for tests; standard output otherwise
 */
export function createLogger(
  service: string,
  level: string,
  stream: DestinationStream = destination({ sync: false }),
): Logger {
  return pino(
    {
      level,
      base: { service },
      serializers: { err: describeError },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    stream,
  );
}
