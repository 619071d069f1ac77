import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PoolState } from '@latch/server-kit/server-metrics';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { METRICS, MetricsListenerService } from './metrics-listener.service.js';

/** Measures, and loads what measures, only where a port is set to read it from; `METRICS` is null otherwise. */
@Module({
  providers: [
    {
      provide: METRICS,
      inject: [ENVIRONMENT, DataSource],
      useFactory: async ({ metricsPort }: Environment, { driver }: DataSource) => {
        if (metricsPort === undefined) return null;
        const { Metrics } = await import('./metrics.js');
        return new Metrics(() => (driver as { master?: PoolState }).master);
      },
    },
    MetricsListenerService,
  ],
  exports: [METRICS],
})
export class MetricsModule {}
