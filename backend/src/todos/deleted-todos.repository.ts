import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { onStore } from '../database/store.errors.js';
import { Todo } from './todo.entity.js';

/** What lies in the bin, of all users at once. */
@Injectable()
export class DeletedTodosRepository {
  constructor(@InjectRepository(Todo) private readonly rows: Repository<Todo>) {}

  /**
   * Removes for good at most `limit` todos that were deleted more than `days` days ago. Rows that another replica is
   * removing are left to it.
   * @returns how many went
   */
  async purge(days: number, limit: number): Promise<number> {
    const [, count] = await onStore(() =>
      this.rows.query<[unknown, number]>(
        `DELETE FROM todos WHERE (user_id, id) IN (
           SELECT user_id, id FROM todos WHERE deleted_at < now() - make_interval(days => $1)
           ORDER BY deleted_at LIMIT $2 FOR UPDATE SKIP LOCKED
         )`,
        [days, limit],
      ),
    );
    return count;
  }
}
