import { Injectable } from '@nestjs/common';
import type { OwnerEraser } from '../database/owner-eraser.js';
import type { Change } from '../history/change.js';
import { ProjectService } from '../projects/project.service.js';
import { TodoAccountRepository } from './todo-account.repository.js';
import { type ExportedTodo, toExportedTodo } from './todo.js';
import { type OpenCounts, TodoTrashRepository, type Within } from './commands/todo-trash.repository.js';

/** What other features ask of todos. */
@Injectable()
export class TodoService {
  constructor(
    private readonly trash: TodoTrashRepository,
    private readonly projects: ProjectService,
    private readonly account: TodoAccountRepository,
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

  async openCounts(userId: string): Promise<OpenCounts> {
    return this.trash.openCounts(userId);
  }

  /** Removes for good what went along with something. @returns how many went */
  async removeWith(change: Change, deletedWith: string[]): Promise<number> {
    return this.trash.remove(change, deletedWith);
  }

  /** Removes for good at most `limit` todos of anybody, deleted more than `days` days ago. @returns how many went */
  async purge(days: number, limit: number): Promise<number> {
    return this.trash.purge(days, limit);
  }

  /** A page of all there are, completed and in Trash too, as their owner takes them along. @param after begins behind this id */
  async exported(userId: string, limit: number, after?: string): Promise<ExportedTodo[]> {
    return (await this.account.page(userId, limit, after)).map(toExportedTodo);
  }

  /** With the labels they have. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await this.account.eraseAll(eraser);
  }
}
