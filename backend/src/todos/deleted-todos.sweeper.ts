import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../config/config.tokens.js';
import { DeletedTodosRepository } from './deleted-todos.repository.js';

/** How long a deleted todo can be brought back. */
const KEPT_DAYS = 30;
const EVERY_MS = 60 * 60 * 1000;
const BATCH = 500;
const MOST_BATCHES = 100;

/** Empties the bin of what nobody can want back, now and then and in small pieces. */
@Injectable()
export class DeletedTodosSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly deletedTodos: DeletedTodosRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweepQuietly(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** @returns how many todos were removed for good */
  async sweep(): Promise<number> {
    let removed = 0;
    for (let batch = 0; batch < MOST_BATCHES && !this.stopped; batch++) {
      const count = await this.deletedTodos.purge(KEPT_DAYS, BATCH);
      removed += count;
      if (count < BATCH) break;
    }
    return removed;
  }

  private async sweepQuietly(): Promise<void> {
    try {
      const removed = await this.sweep();
      if (removed > 0) this.logger.info({ removed }, 'Todos deleted long ago were removed for good');
    } catch (err) {
      this.logger.warn({ err }, 'Todos deleted long ago could not be removed; they will be next time');
    }
  }
}
