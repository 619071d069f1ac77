import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** How long requests in flight may take once the process is asked to end, in milliseconds. */
const GRACE_MS = 10_000;

/** Lets requests in flight finish while Nest closes the server, and no connection linger once it is idle. */
@Injectable()
export class DrainingService implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    // Nest closes the server next, which closes the connections that are idle now; those that fall idle later are closed here.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    for (const timer of [sweep, force]) timer.unref();
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(force);
    });
  }
}
