import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { ENVIRONMENT, LOGGER } from '../config/config.tokens.js';
import type { Environment } from '../config/environment.js';
import { METRICS } from './metrics.tokens.js';
import type { Metrics } from './metrics.js';

/** Times every request of the API, and lets the metrics be read on a port of their own that nobody publishes. */
@Injectable()
export class MetricsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private server?: Server;

  constructor(
    @Inject(METRICS) private readonly metrics: Metrics | null,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly host: HttpAdapterHost,
  ) {}

  /** @throws {Error} when the port is in use */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.metrics) return;
    timeRequests(this.host.httpAdapter.getHttpServer() as Server, this.metrics);
    this.server = await listen(this.metrics, this.environment);
    this.logger.info({ address: this.server.address() }, 'The metrics can be read');
  }

  /** After the requests in flight have ended, so that the last ones are counted too. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.server) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

/** Before everything else that listens, so that whatever is answered is timed whole. */
function timeRequests(server: Server, metrics: Metrics): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    response.once('close', () => {
      // Express sets it once a route matches.
      const { method, route } = request as Request;
      const status = response.writableFinished ? response.statusCode : undefined;
      metrics.requestAnswered(method, (route as { path?: string } | undefined)?.path, status, started);
    });
  });
}

async function listen(metrics: Metrics, { host, metricsPort }: Environment): Promise<Server> {
  const server = createServer((request, response) => void answer(metrics, request, response));
  server.listen(metricsPort, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `port ${metricsPort}, for metrics, is in use. Stop the other program, or set BACKEND_METRICS_PORT to a free one.`,
      { cause: error },
    );
  }
  return server;
}

async function answer({ registry }: Metrics, { method, url }: IncomingMessage, response: ServerResponse) {
  if (method !== 'GET' || url !== '/metrics') {
    const body = { error_code: 'NOT_FOUND', message: 'There is nothing at this address.', detail: null };
    response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
    return;
  }
  response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
  response.end(await registry.metrics());
}
