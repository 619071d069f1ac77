import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { ENVIRONMENT, type Environment, LOGGER } from './environment.js';

/** Gives every module the settings and the log it was started with. */
@Module({})
export class ConfigModule {
  static with(environment: Environment, logger: Logger): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        { provide: LOGGER, useValue: logger },
      ],
      exports: [ENVIRONMENT, LOGGER],
    };
  }
}
