import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusals } from '../http/refusals.js';
import { COMMON_HEADERS } from '../http/send.js';
import type { Metrics } from './metrics.js';

/** The port that was to be listened on for metrics is another program's. */
export class MetricsPortInUseError extends Error {
  constructor(readonly port: number) {
    super(`port ${port}, for metrics, is in use by another program: stop it, or set AUTH_METRICS_PORT to a free one`);
  }
}

/** Lets the metrics be read, on a port of their own that nobody publishes. */
export class MetricsServer {
  readonly #server: Server;

  constructor(metrics: Metrics) {
    this.#server = createServer((request, response) => void answer(metrics, request, response));
  }

  /**
   * @returns the port
   * @throws {MetricsPortInUseError}
   */
  async start(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new MetricsPortInUseError(port) : error;
    }
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

async function answer({ registry }: Metrics, { method, url }: IncomingMessage, response: ServerResponse) {
  if (method !== 'GET' || url !== '/metrics') {
    const { status, body } = refusals.notFound();
    response.writeHead(status, { ...COMMON_HEADERS, 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
    return;
  }
  response.writeHead(200, { ...COMMON_HEADERS, 'content-type': registry.contentType });
  response.end(await registry.metrics());
}
