import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { refusalExplainer } from '@latch/server-kit/database-settings';
import { ENVIRONMENT, type Environment, LOGGER } from '../config/environment.js';
import { ROOM, dataSourceOptions } from './data-source-options.js';

/** The connection to the todos' database. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENVIRONMENT, LOGGER],
      useFactory: (environment: Environment, logger: Logger) => ({
        ...dataSourceOptions(
          environment.todosDatabaseUrl,
          (err) => logger.warn({ err }, 'A database connection was lost'),
          { operationMs: environment.databaseTimeoutMs, ...ROOM, explain: explainer(environment, logger) },
        ),
        retryAttempts: 10,
        retryDelay: 1_000,
      }),
    }),
  ],
})
export class DatabaseModule {}

function explainer({ todosDatabaseUrl: url, todosDatabaseVariable: variable }: Environment, logger: Logger) {
  return refusalExplainer({ url, variable }, (sentence) => logger.error(sentence));
}
