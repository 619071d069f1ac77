import type { Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ENVIRONMENT } from '../config/config.tokens.js';
import type { Environment } from '../config/environment.js';

/** How long requests in flight may take once the listener closes, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Leaves in order once the process is asked to end: for a while it goes on serving and tells every client with its
 * answer not to use the connection again; then requests in flight finish while Nest closes the server.
 */
@Injectable()
export class DrainingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly unanswered = new Set<ServerResponse>();
  private draining = false;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.server.prependListener('request', (_request, response) => {
      if (this.draining) response.shouldKeepAlive = false;
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.draining = true;
    for (const response of this.unanswered) response.shouldKeepAlive = false;
    await wait(this.environment.shutdownDelayMs);
    // Nest closes the server next, which closes the connections that are idle now; those that fall idle later are closed here.
    const sweep = setInterval(() => this.server.closeIdleConnections(), 50);
    const force = setTimeout(() => this.server.closeAllConnections(), GRACE_MS);
    for (const timer of [sweep, force]) timer.unref();
    this.server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(force);
    });
  }

  private get server(): Server {
    return this.host.httpAdapter.getHttpServer() as Server;
  }
}
