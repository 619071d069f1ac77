import { Injectable } from '@nestjs/common';
import type { RowsOfOwner } from '../../database/aged-rows.js';
import type { OwnerEraser } from '../../database/owner-eraser.js';
import type { Change } from '../../history/change.js';
import { ProjectService } from '../../projects/project.service.js';
import { TodoTrashRepository, type Within } from './todo-trash.repository.js';

/** Moves many todos to Trash and back, and removes them for good, with what they are in or for their owner. */
@Injectable()
export class TodoTrashService {
  constructor(
    private readonly trash: TodoTrashRepository,
    private readonly projects: ProjectService,
  ) {}

  /** Moves all todos of some projects or sections to Trash. @param deletedWith what they go along with @returns how many went */
  async trashWhere(change: Change, within: Within, deletedWith: string): Promise<number> {
    return this.trash.putAwayWithin(change, within, deletedWith);
  }

  /**
   * Brings back the todos that went along with something: where they were, or beside it if that is not there any more.
   * Projects and sections come back before it.
   * @returns how many came back
   */
  async restoreWith(change: Change, deletedWith: string): Promise<number> {
    return this.trash.bringBack(change, [deletedWith], await this.projects.inboxOf(change));
  }

  /** How many todos there are in some projects or sections, completed ones too. */
  async countIn(userId: string, within: Within): Promise<number> {
    return this.trash.countWithin(userId, within);
  }

  /** Removes for good what went along with something. @returns how many went */
  async removeWith(change: Change, deletedWith: string[]): Promise<number> {
    return this.trash.remove(change, deletedWith);
  }

  /** At most `limit` todos of anybody that were deleted more than `days` days ago. */
  async aged(days: number, limit: number): Promise<RowsOfOwner[]> {
    return this.trash.aged(days, limit);
  }

  /** Removes for good those that were deleted more than `days` days ago. @returns how many went */
  async purge(change: Change, ids: string[], days: number): Promise<number> {
    return this.trash.purge(change, ids, days);
  }

  /** With the labels they have. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.trash.eraseAll(eraser);
  }
}
