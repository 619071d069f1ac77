import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EnvironmentError } from '@latch/server-kit/settings/variables.mjs';
import { onStopSignal, STOP_SIGNALS } from '@latch/server-kit/graceful-shutdown';
import { createLogger } from '@latch/server-kit/logger';
import { AppModule } from './app.module.js';
import { NestLogger } from './common/nest-logger.js';
import { type Environment, readEnvironment } from './config/environment.js';
import { configureApp } from './configure-app.js';

async function start(environment: Environment): Promise<void> {
  const logger = createLogger('backend', environment.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(environment, logger), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, environment, logger);
  app.enableShutdownHooks([...STOP_SIGNALS], { useProcessExit: true });
  onStopSignal(() => {});
  await app.listen(environment.port, environment.host);
  logger.info({ address: await app.getUrl() }, 'The backend is ready');
}

try {
  await start(readEnvironment(process.env));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** A sentence for the person who started it. */
function explain(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE') return `The backend could not start: ${message}`;
  return `The backend could not start: its port is in use. Stop the other program, or set BACKEND_PORT to a free one.`;
}
