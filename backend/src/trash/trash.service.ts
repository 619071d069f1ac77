import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { readCursor, writeCursor } from '../common/cursor.js';
import type { PageQuery } from '../common/page.query.js';
import type { Change, ChangeName } from '../history/change.js';
import { ChangeService } from '../history/change.service.js';
import { TodoTrashService } from '../todos/commands/todo-trash.service.js';
import { RestoringService } from './restoring.service.js';
import { TrashedNotFoundError } from './trash.errors.js';
import { TrashRepository } from './trash.repository.js';

/** Entries deleted for good in one transaction, which must end within the time of one. */
const PIECE = 500;
/** What cursors call this list. */
const LIST = 'trash';

/** What was deleted: shown, brought back, or deleted for good. */
@Injectable()
export class TrashService {
  constructor(
    private readonly trash: TrashRepository,
    private readonly restoring: RestoringService,
    private readonly todos: TodoTrashService,
    private readonly changes: ChangeService,
  ) {}

  /** One page. One entry more than asked for is read, to know whether there is another page. */
  async list({ userId }: AuthenticatedUser, { limit, cursor }: PageQuery) {
    const place = readCursor(cursor, LIST, ['time', 'id']);
    const after = place && { deletedAt: new Date(Number(place[0])).toISOString(), id: place[1]! };
    const entries = await this.trash.list(userId, limit + 1, after);
    const items = entries.slice(0, limit);
    const last = entries.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? writeCursor(LIST, [Date.parse(last.deletedAt), last.id]) : null };
  }

  /** What is not in Trash is answered as restored. @throws {TrashedNotFoundError} */
  async restore(user: AuthenticatedUser, changeId: ChangeName, id: string) {
    return this.changes.run(user, changeId, async (change) => {
      const entry = await this.trash.find(change, id);
      if (entry) {
        if (!change.isRepeated) await this.restoring.restore(change, entry);
        return { entity: entry.entity, id };
      }
      const entity = await this.trash.findLiving(change, id);
      if (!entity) throw new TrashedNotFoundError();
      return { entity, id };
    });
  }

  /** @throws {TrashedNotFoundError} */
  async deleteForGood(user: AuthenticatedUser, id: string): Promise<void> {
    await this.changes.run(user, undefined, async (change) => {
      if (!(await this.trash.find(change, id))) throw new TrashedNotFoundError();
      await this.remove(change, [id]);
    });
  }

  /**
   * Deletes for good what was in Trash when this began, piece by piece.
   * @returns how much went, with what had gone along
   */
  async empty(user: AuthenticatedUser) {
    const began = new Date().toISOString();
    for (let count = 0; ;) {
      const gone = await this.changes.run(user, undefined, async (change) => {
        const entries = await this.trash.someUntil(change, began, PIECE);
        return { entries: entries.length, count: await this.remove(change, entries) };
      });
      count += gone.count;
      if (gone.entries < PIECE) return { count };
    }
  }

  private async remove(change: Change, ids: string[]): Promise<number> {
    return (await this.todos.removeWith(change, ids)) + (await this.trash.remove(change, ids));
  }
}
