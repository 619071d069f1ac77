import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GracefulShutdown } from '@latch/server-kit/graceful-shutdown';
import { ENVIRONMENT, type Environment } from '../config/environment.js';

/** Leaves in order once the process is asked to end; Nest itself closes the server. */
@Injectable()
export class DrainingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private shutdown?: GracefulShutdown;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown = new GracefulShutdown(this.host.httpAdapter.getHttpServer() as Server);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.shutdown?.drain(this.environment.shutdownDelayMs);
    this.shutdown?.closeLeftConnections();
  }
}
