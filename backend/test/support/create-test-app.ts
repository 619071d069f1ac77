import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DestinationStream } from 'pino';
import { createLogger } from '@latch/server-kit/logger';
import { AppModule } from '../../src/app.module.js';
import { NestLogger } from '../../src/common/nest-logger.js';
import { type Environment, readEnvironment } from '../../src/config/environment.js';
import { configureApp } from '../../src/configure-app.js';

export interface TestApp {
  app: NestExpressApplication;
  server: Server;
  url: string;
  environment: Environment;
  close: () => Promise<void>;
}

/** What a test wants to be different; variables as a person would set them. */
export interface TestAppOptions {
  variables?: Record<string, string>;
  log?: DestinationStream;
}

/** The backend as production runs it, on a port of its own and the database of this run. */
export async function createTestApp({ variables = {}, log }: TestAppOptions = {}): Promise<TestApp> {
  const environment = readEnvironment({
    BACKEND_PORT: '0',
    TODOS_DATABASE_URL: process.env.TEST_TODOS_DATABASE_URL,
    LOG_LEVEL: log ? 'trace' : 'silent',
    // So that a slow machine is not taken for a dead auth server or database; tests of the deadlines set their own.
    AUTH_SERVER_TIMEOUT_MS: '60000',
    DATABASE_TIMEOUT_MS: '60000',
    ...variables,
  });
  const logger = createLogger('backend', environment.logLevel, log ?? { write: () => {} });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(environment, logger), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, environment, logger);
  await app.listen(environment.port, environment.host).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const url = await app.getUrl();
  return { app, server: app.getHttpServer(), url, environment, close: () => app.close() };
}
