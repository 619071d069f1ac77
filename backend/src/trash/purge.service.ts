import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../config/config.tokens.js';
import { ChangeService } from '../history/change.service.js';
import { HistoryService } from '../history/history.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';
import { TrashRepository } from './trash.repository.js';

/** How long what is deleted can be brought back, and what is changed can be undone. */
const KEPT_DAYS = 30;
const EVERY_MS = 60 * 60 * 1000;
const BATCH = 500;
const MOST_BATCHES = 100;

/** Removes for good what nobody can want back, now and then and in small pieces. */
@Injectable()
export class PurgeService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly todos: TodoTrashService,
    private readonly trash: TrashRepository,
    private readonly history: HistoryService,
    private readonly changes: ChangeService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.purgeQuietly(), EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** @returns how many things and how many changes were removed */
  async purge(): Promise<{ things: number; changes: number }> {
    const todos = await this.inPieces(() => this.todos.purge(KEPT_DAYS, BATCH));
    const sections = await this.inPieces(() => this.trash.purge('section', KEPT_DAYS, BATCH));
    const projects = await this.inPieces(() => this.trash.purge('project', KEPT_DAYS, BATCH));
    const labels = await this.inPieces(() => this.trash.purge('label', KEPT_DAYS, BATCH));
    const changes = await this.inPieces(() => this.history.purge(KEPT_DAYS, BATCH));
    await this.changes.forgetErased();
    return { things: todos + sections + projects + labels, changes };
  }

  /** The rest of a very large heap waits for the next time. */
  private async inPieces(purge: () => Promise<number>): Promise<number> {
    let removed = 0;
    for (let batch = 0; batch < MOST_BATCHES && !this.stopped; batch++) {
      const count = await purge();
      removed += count;
      if (count < BATCH) break;
    }
    return removed;
  }

  private async purgeQuietly(): Promise<void> {
    try {
      const removed = await this.purge();
      if (removed.things + removed.changes > 0)
        this.logger.info(removed, 'What was deleted or changed long ago was removed for good');
    } catch (err) {
      this.logger.warn({ err }, 'What was deleted or changed long ago could not be removed; it will be next time');
    }
  }
}
