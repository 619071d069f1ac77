import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { ENVIRONMENT, LOGGER } from '../config/config.tokens.js';
import type { Environment } from '../config/environment.js';
import { ROOM, dataSourceOptions } from './data-source-options.js';

/** The connection to the todos' database; each feature registers its own entities. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENVIRONMENT, LOGGER],
      useFactory: ({ todosDatabaseUrl, databaseTimeoutMs: operationMs }: Environment, logger: Logger) => ({
        ...dataSourceOptions(todosDatabaseUrl, (err) => logger.warn({ err }, 'A database connection was lost'), {
          operationMs,
          ...ROOM,
        }),
        autoLoadEntities: true,
        retryAttempts: 10,
        retryDelay: 1_000,
      }),
    }),
  ],
})
export class DatabaseModule {}
