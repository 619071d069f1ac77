import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { onStore } from '../database/store.errors.js';
import type { TodoOrder, TodoPlace, TodoStatus } from './todo-cursor.js';
import { Todo } from './todo.entity.js';

/** The columns of an answer, under the names of the entity, for statements that are written out or return what they wrote. */
const COLUMNS = `id, title, notes, completed_at AS "completedAt", deleted_at AS "deletedAt", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const OF_STATUS: Record<TodoStatus, string> = {
  all: '',
  open: 'AND completed_at IS NULL',
  completed: 'AND completed_at IS NOT NULL',
};

/** Rows changed by one statement at most. */
const PIECE = 1_000;

/** What to write; what is undefined stays as it is. */
export interface TodoChange {
  title?: string;
  notes?: string;
  completed?: boolean;
}

export type NewTodo = Pick<Todo, 'userId' | 'id' | 'title' | 'notes' | 'createDigest'>;

/** Every statement names the owner, and every change is one statement, so none needs a transaction of its own. */
@Injectable()
export class TodoRepository {
  constructor(@InjectRepository(Todo) private readonly rows: Repository<Todo>) {}

  /**
   * Written out, since building the statement and the entities took a third of the time of the whole request.
   * @param limit rows at most @param after begins behind this place
   */
  async list(userId: string, status: TodoStatus, order: TodoOrder, limit: number, after?: TodoPlace): Promise<Todo[]> {
    const [direction, beyond] = order === 'newest' ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
    const behind = after ? `AND (created_at, id) ${beyond} ($3, $4)` : '';
    const statement = `SELECT ${COLUMNS} FROM todos WHERE user_id = $1 AND deleted_at IS NULL ${OF_STATUS[status]} ${behind}
      ORDER BY created_at ${direction}, id ${direction} LIMIT $2`;
    return onStore(() =>
      this.rows.query<Todo[]>(statement, [userId, limit, ...(after ? [after.createdAt, after.id] : [])]),
    );
  }

  async count(userId: string): Promise<{ open: number; completed: number }> {
    const query = this.rows
      .createQueryBuilder('todo')
      .select('(count(*) FILTER (WHERE todo.completed_at IS NULL))::int', 'open')
      .addSelect('(count(*) FILTER (WHERE todo.completed_at IS NOT NULL))::int', 'completed')
      .where({ userId, deletedAt: IsNull() });
    const counts = await onStore(() => query.getRawOne<{ open: number; completed: number }>());
    return counts ?? { open: 0, completed: 0 };
  }

  async find(userId: string, id: string): Promise<Todo | null> {
    return onStore(() => this.rows.findOneBy({ userId, id, deletedAt: IsNull() }));
  }

  /** Finds it in the bin as well, with its digest. */
  async findEvenDeleted(userId: string, id: string): Promise<Todo | null> {
    const query = this.rows.createQueryBuilder('todo').addSelect('todo.createDigest').where({ userId, id });
    return onStore(() => query.getOne());
  }

  /** @returns null when the owner has used this id before */
  async insert(todo: NewTodo): Promise<Todo | null> {
    const query = this.rows
      .createQueryBuilder()
      .insert()
      .values(todo)
      .orIgnore()
      .returning(COLUMNS)
      .updateEntity(false);
    return this.first(() => query.execute());
  }

  /** @param version changes it only while it is at this one @returns null when there was nothing to change */
  async update(userId: string, id: string, change: TodoChange, version?: number): Promise<Todo | null> {
    const { completed, ...fields } = change;
    const completedAt = completed === undefined ? undefined : completed ? () => 'COALESCE(completed_at, now())' : null;
    const query = this.rows
      .createQueryBuilder()
      .update()
      .set({ ...fields, completedAt, version: () => 'version + 1', updatedAt: () => 'now()' })
      .where({ userId, id, deletedAt: IsNull() })
      .returning(COLUMNS);
    // As a bigint, since a client may name a version that no integer column can hold.
    if (version !== undefined) query.andWhere('version = :version::bigint', { version });
    return this.first(() => query.execute());
  }

  /** @returns whether there was anything to delete */
  async delete(userId: string, id: string): Promise<boolean> {
    const query = this.rows
      .createQueryBuilder()
      .update()
      .set({ deletedAt: () => 'now()' });
    const { affected } = await onStore(() => query.where({ userId, id, deletedAt: IsNull() }).execute());
    return affected === 1;
  }

  async restore(userId: string, id: string): Promise<Todo | null> {
    const query = this.rows.createQueryBuilder().update().set({ deletedAt: null }).where({ userId, id });
    return this.first(() => query.returning(COLUMNS).execute());
  }

  /**
   * Deletes what is completed under one `deletedAt`.
   * @returns how many went
   */
  async clearCompleted(userId: string, deletedAt: Date): Promise<number> {
    return this.inPieces(
      `UPDATE todos SET deleted_at = $2 WHERE user_id = $1 AND deleted_at IS NULL AND id = ANY(ARRAY(
         SELECT id FROM todos WHERE user_id = $1 AND deleted_at IS NULL AND completed_at IS NOT NULL LIMIT $3
       ))`,
      [userId, deletedAt],
    );
  }

  /** @returns how many came back */
  async restoreCleared(userId: string, deletedAt: Date): Promise<number> {
    return this.inPieces(
      `UPDATE todos SET deleted_at = NULL WHERE user_id = $1 AND deleted_at = $2 AND id = ANY(ARRAY(
         SELECT id FROM todos WHERE user_id = $1 AND deleted_at = $2 AND completed_at IS NOT NULL LIMIT $3
       ))`,
      [userId, deletedAt],
    );
  }

  /**
   * Repeats an update of at most `$3` rows until none are left: 100,000 at once would outlast a query's time limit. Its
   * ids are gathered into an array first, so that no stale statistics can talk the planner into a join of rows with rows.
   */
  private async inPieces(statement: string, parameters: unknown[]): Promise<number> {
    let total = 0;
    for (;;) {
      const [, count] = await onStore(() => this.rows.query<[unknown, number]>(statement, [...parameters, PIECE]));
      total += count;
      if (count < PIECE) return total;
    }
  }

  private async first(statement: () => Promise<{ raw: Todo[] }>): Promise<Todo | null> {
    const { raw } = await onStore(statement);
    return raw[0] ?? null;
  }
}
