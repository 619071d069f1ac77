import { EnvironmentError } from '@latch/server-kit/settings/variables.mjs';
import { onStopSignal } from '@latch/server-kit/graceful-shutdown';
import { createLogger, type Logger } from '@latch/server-kit/logger';
import { MetricsPortInUseError } from '@latch/server-kit/metrics-listener';
import { type Environment, readEnvironment } from './environment.js';
import { type AuthServer, createAuthServer } from './server.js';

const environment = readSettings();
const logger = createLogger('auth-server', environment.logLevel);
const exit = (code: number) => logger.flush(() => process.exit(code));

for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (err) => {
    logger.fatal({ err }, 'an error nobody caught; the server stops');
    exit(1);
  });

if (environment.secretIsTemporary)
  logger.warn(
    'BETTER_AUTH_SECRET is not set: a temporary one is used, and everybody is signed out when the server stops',
  );
const authServer = await createAuthServer(environment, logger);
onStopSignal((signal) => void shutDown(authServer, signal));
await listen(authServer, environment, logger);

function readSettings(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}

async function listen(server: AuthServer, { host, port }: Environment, log: Logger): Promise<void> {
  try {
    log.info({ host, port: await server.start() }, 'the auth server listens');
  } catch (err) {
    if (err instanceof MetricsPortInUseError) log.fatal({ host }, err.message);
    else if ((err as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw err;
    else
      log.fatal({ host, port }, `port ${port} is in use by another program: stop it, or set AUTH_PORT to a free one`);
    exit(1);
  }
}

async function shutDown(server: AuthServer, signal: string): Promise<void> {
  logger.info({ signal }, 'the auth server stops');
  await server.stop();
  logger.info('the auth server has stopped');
  exit(0);
}
