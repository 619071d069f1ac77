import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { readCursor, writeCursor } from '../common/cursor.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import type { ListHistoryQuery } from './dto/list-history.query.js';
import type { Change } from './change.js';
import { toEventResponse } from './history.js';
import { HistoryRepository } from './history.repository.js';

const LAST_CHANGES = 50;

/** Tells what was changed. */
@Injectable()
export class HistoryService {
  constructor(private readonly history: HistoryRepository) {}

  /** One page. One row more than asked for is read, to know whether there is another page. */
  async list({ userId }: AuthenticatedUser, { entityId, limit, cursor }: ListHistoryQuery) {
    const place = readCursor(cursor, entityId, ['revision', 'seq']);
    const after = place && { revision: place[0]!, seq: Number(place[1]) };
    const events = await this.history.ofEntity(userId, entityId, limit + 1, after);
    const page = events.slice(0, limit);
    const last = events.length > limit ? page.at(-1) : undefined;
    return {
      items: page.map(toEventResponse),
      nextCursor: last ? writeCursor(entityId, [last.revision, last.seq]) : null,
    };
  }

  /** The last changes of whatever device, without undos and redos. */
  async lastChanges({ userId }: AuthenticatedUser) {
    const changes = await this.history.lastChanges(userId, LAST_CHANGES);
    return { items: changes };
  }

  /** Whether the change that put one thing into Trash last changed a field of another one, too. */
  async isDeletedBesides(change: Change, id: string, other: { id: string; field: string }): Promise<boolean> {
    return this.history.isDeletedBesides(change, id, other);
  }

  /** All of one owner. Comes last: the row that other changes wait for goes with it. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.history.eraseAll(eraser);
  }

  /** Removes for good what is older than that. @returns how many changes went, at most `limit` */
  async purge(days: number, limit: number): Promise<number> {
    return this.history.purge(days, limit);
  }
}
