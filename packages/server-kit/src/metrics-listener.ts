import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { RouteNotFoundError } from './http-errors.js';
import { JSON_TYPE, RESPONSE_HEADERS } from './response-headers.js';

/** The port that was to be listened on for metrics is another program's. */
export class MetricsPortInUseError extends Error {
  constructor(port: number, variable: string) {
    super(`port ${port}, for metrics, is in use by another program: stop it, or set ${variable} to a free one`);
    this.name = 'MetricsPortInUseError';
  }
}

/** Lets metrics be read, on a port of their own that nobody publishes. */
export class MetricsListener {
  private readonly server: Server;

  /** @param variable that sets the port, to be named where it is in use */
  constructor(
    registry: Registry,
    private readonly variable: string,
  ) {
    this.server = createServer((request, response) => void answer(registry, request, response));
  }

  /**
   * @returns the port
   * @throws {MetricsPortInUseError}
   */
  async start(host: string, port: number): Promise<number> {
    this.server.listen(port, host);
    try {
      await once(this.server, 'listening');
    } catch (error) {
      const isInUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      throw isInUse ? new MetricsPortInUseError(port, this.variable) : error;
    }
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

async function answer(registry: Registry, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (method !== 'GET' || url !== '/metrics') {
    const error = new RouteNotFoundError();
    response.writeHead(error.status, { ...RESPONSE_HEADERS, 'content-type': JSON_TYPE });
    response.end(JSON.stringify(error.toBody()));
    return;
  }
  response.writeHead(200, { ...RESPONSE_HEADERS, 'content-type': registry.contentType });
  response.end(await registry.metrics());
}
