import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PoolState } from '@latch/server-kit/server-metrics';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { MetricsListenerService } from './metrics-listener.service.js';
import { METRICS, Metrics } from './metrics.js';

/** Measures only where a port is set to read it from; `METRICS` is null otherwise. */
@Module({
  providers: [
    {
      provide: METRICS,
      inject: [ENVIRONMENT, DataSource],
      useFactory: ({ metricsPort }: Environment, { driver }: DataSource) =>
        metricsPort === undefined ? null : new Metrics(() => (driver as { master?: PoolState }).master),
    },
    MetricsListenerService,
  ],
  exports: [METRICS],
})
export class MetricsModule {}
