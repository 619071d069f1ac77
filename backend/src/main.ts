import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { NestLogger, createLogger } from './common/logger.js';
import { type Environment, EnvironmentError, readEnvironment } from './config/environment.js';
import { configureApp } from './configure-app.js';

async function start(environment: Environment): Promise<void> {
  const logger = createLogger(environment.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(environment, logger), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, environment, logger);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen(environment.port, environment.host);
  logger.info({ address: await app.getUrl() }, 'The backend is ready');
}

try {
  await start(readEnvironment(process.env));
} catch (error) {
  const problem = error instanceof EnvironmentError ? error.message : `The backend could not start: ${String(error)}`;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
