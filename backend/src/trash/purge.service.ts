import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../config/environment.js';
import { KEPT_DAYS, type RowsOfOwner } from '../database/aged-rows.js';
import type { Change } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { HistoryService } from '../history/history.service.js';
import { FeedService } from '../sync/feed.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';
import { TrashRepository } from './trash.repository.js';

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
    private readonly feed: FeedService,
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
    let things = await this.byOwner(
      () => this.todos.aged(KEPT_DAYS, BATCH),
      (change, ids) => this.todos.purge(change, ids, KEPT_DAYS),
    );
    for (const entity of ['section', 'project', 'label', 'filter'] as const)
      things += await this.byOwner(
        () => this.trash.aged(entity, KEPT_DAYS, BATCH),
        (change, ids) => this.trash.purge(change, entity, ids, KEPT_DAYS),
      );
    const changes = await this.inPieces(() => this.history.purge(KEPT_DAYS, BATCH));
    await this.changes.forgetErased();
    await this.inPieces(() => this.feed.forget(BATCH));
    return { things, changes };
  }

  /** Each owner's rows go in a change of that owner, so that devices hear of it. @returns how many went */
  private async byOwner(
    find: () => Promise<RowsOfOwner[]>,
    remove: (change: Change, ids: string[]) => Promise<number>,
  ): Promise<number> {
    let removed = 0;
    await this.inPieces(async () => {
      const owners = await find();
      for (const { userId, ids } of owners)
        removed += await this.changes.sweep(userId, (change) => remove(change, ids));
      return owners.reduce((count, { ids }) => count + ids.length, 0);
    });
    return removed;
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
