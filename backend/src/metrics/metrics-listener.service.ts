import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { MetricsListener } from '@latch/server-kit/metrics-listener';
import { ENVIRONMENT, type Environment, LOGGER } from '../config/environment.js';
import type { Metrics } from './metrics.js';

/** Injects the `Metrics`, or null where nothing is measured. */
export const METRICS = Symbol('METRICS');

/** Times every request of the API, and lets the metrics be read on a port of their own that nobody publishes. */
@Injectable()
export class MetricsListenerService implements OnApplicationBootstrap, OnApplicationShutdown {
  private listener?: MetricsListener;

  constructor(
    @Inject(METRICS) private readonly metrics: Metrics | null,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws {MetricsPortInUseError} */
  async onApplicationBootstrap(): Promise<void> {
    const { host, metricsPort } = this.environment;
    if (!this.metrics || metricsPort === undefined) return;
    timeRequests(this.host.httpAdapter.getHttpServer() as Server, this.metrics);
    this.listener = new MetricsListener(this.metrics.registry, 'BACKEND_METRICS_PORT');
    this.logger.info({ metricsPort: await this.listener.start(host, metricsPort) }, 'The metrics can be read');
  }

  /** After the requests in flight have ended, so that the last ones are counted too. */
  async onApplicationShutdown(): Promise<void> {
    await this.listener?.stop();
  }
}

/** Before everything else that listens, so that whatever is answered is timed whole. */
function timeRequests(server: Server, metrics: Metrics): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    response.once('close', () => {
      // It was answered at once, and lasts as long as the client likes.
      if (response.getHeader('content-type') === 'text/event-stream') return;
      // Express sets it once a route matches.
      const { method, route } = request as Request;
      const status = response.writableFinished ? response.statusCode : undefined;
      metrics.requestAnswered({ method, route: (route as { path?: string } | undefined)?.path, status, started });
    });
  });
}
