import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import { TODO_FIELDS } from './todo-columns.js';
import type { Todo } from './todo.js';

/** All todos of an owner, whatever became of them: what is taken along, and what is erased. */
@Injectable()
export class TodoAccountRepository {
  constructor(private readonly database: DataSource) {}

  /** A page by id, completed ones and those in Trash too, each with all its labels. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<(Todo & { deletedAt: string | null })[]> {
    const behind = after ? 'AND t.id > $3' : '';
    return onStore(() =>
      this.database.query(
        `SELECT ${TODO_FIELDS}, t.deleted_at AS "deletedAt",
           ARRAY(SELECT label_id FROM todo_labels WHERE user_id = $1 AND todo_id = t.id ORDER BY label_id) AS "labelIds"
         FROM todos t WHERE t.user_id = $1 ${behind} ORDER BY t.id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('todo_labels', 'todo_id', 'label_id');
    await eraser.erase('todos', 'id');
  }
}
