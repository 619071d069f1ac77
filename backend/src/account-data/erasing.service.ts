import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { ENVIRONMENT, type Environment } from '../config/environment.js';
import { OperationTime } from '../database/operation-time.js';
import { OwnerEraser } from '../database/owner-eraser.js';
import { ChangeService } from '../history/change.service.js';
import { HistoryService } from '../history/history.service.js';
import { LabelService } from '../labels/label.service.js';
import { ProjectService } from '../projects/project.service.js';
import { SectionService } from '../projects/section.service.js';
import { SavedFilterService } from '../saved-filters/saved-filter.service.js';
import { FeedService } from '../sync/feed.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';

/**
 * How many operations' time all of it may take: 8 s, shorter than the auth server waits for it, so that a person who is told
 * "nothing was erased" is told the truth.
 */
const OPERATIONS = 5;

/**
 * What an owner who was erased asks to have written is refused for so many seconds, and for two operations' time: 33 s. The
 * auth server deletes the account within 15 s or not at all, and a request that was let in until then waits for its turn for
 * an operation's time. An account that was not deleted after all can be written to again afterwards.
 */
const REFUSED_SECONDS = 30;

/** Erases everything of one owner for good. */
@Injectable()
export class ErasingService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly projects: ProjectService,
    private readonly sections: SectionService,
    private readonly labels: LabelService,
    private readonly filters: SavedFilterService,
    private readonly todos: TodoTrashService,
    private readonly feed: FeedService,
    private readonly history: HistoryService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * One transaction that holds the owner's row from its beginning: changes of other devices come before it, or after it and are
   * refused. One that fails has erased nothing.
   * @throws {StoreUnavailableError} also when the time is over
   */
  async erase(user: AuthenticatedUser): Promise<void> {
    const { databaseTimeoutMs: operationMs } = this.environment;
    const refusedSeconds = REFUSED_SECONDS + (2 * operationMs) / 1000;
    await this.changes.erase(user, refusedSeconds, async (change) => {
      const eraser = new OwnerEraser(change, new OperationTime(change.manager, operationMs, OPERATIONS));
      await this.todos.eraseAll(eraser);
      await this.sections.eraseAll(eraser);
      await this.projects.eraseAll(eraser);
      await this.labels.eraseAll(eraser);
      await this.filters.eraseAll(eraser);
      await this.feed.eraseAll(eraser);
      await this.history.eraseAll(eraser);
    });
  }
}
