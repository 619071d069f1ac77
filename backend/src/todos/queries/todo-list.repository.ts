import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onStore } from '../../database/store.errors.js';
import type { TodoOrder, TodoStatus } from '../dto/todo-queries.js';
import { COLUMNS_WITH_TRASH, TODO_COLUMNS, eachOf, isOpen } from '../todo-columns.js';
import type { Todo } from '../todo.js';
import { MATCHES, patternsOf, SearchLimits } from './todo-search.repository.js';

const OF_STATUS: Record<TodoStatus, string> = {
  all: '',
  open: 'AND t.completed_at IS NULL',
  completed: 'AND t.completed_at IS NOT NULL',
};

const timeOf = (status: TodoStatus) => (status === 'completed' ? 't.completed_at' : 't.created_at');
const directionOf = (order: TodoOrder) => (order === 'newest' ? 'DESC' : 'ASC');

/** Which todos of a table `t` a list has, and in which order. @param after the parameters of the place behind which it begins */
function inList(status: TodoStatus, order: TodoOrder, after: string | undefined): string {
  const [time, direction] = [timeOf(status), directionOf(order)];
  const behind = after ? `AND (${time}, t.id) ${order === 'newest' ? '<' : '>'} ${after}` : '';
  return `WHERE t.user_id = $1 AND t.deleted_at IS NULL ${OF_STATUS[status]} ${behind}
    ORDER BY ${time} ${direction}, t.id ${direction}`;
}

const placeOf = (after: string[] | undefined) => (after ? [new Date(Number(after[0])), after[1]] : []);

interface Listed extends Omit<Todo, 'id'> {
  /** Null in the one row of a page without todos. */
  id: string | null;
  lastAt: string | null;
  lastId: string | null;
}

/** Lists in which every todo stands by itself, and one todo's family. Every statement names the owner. */
@Injectable()
export class TodoListRepository {
  constructor(
    private readonly database: DataSource,
    private readonly limits: SearchLimits,
  ) {}

  /**
   * By creation, or by completion when it is of the completed ones.
   * @param limit rows at most @param after begins behind this place: milliseconds and an id
   */
  async all(userId: string, status: TodoStatus, order: TodoOrder, limit: number, after?: string[]): Promise<Todo[]> {
    return this.query(`SELECT ${TODO_COLUMNS} FROM todos t ${inList(status, order, after && '($3, $4)')} LIMIT $2`, [
      userId,
      limit,
      ...placeOf(after),
    ]);
  }

  /**
   * Those of them that have every word of a text. So many are compared at a time that a page takes no longer than another; then
   * there may be more, and fewer than asked for, or none.
   * @returns with the last place that was looked at, unless that was the end
   */
  async matching(userId: string, q: string, status: TodoStatus, order: TodoOrder, limit: number, after?: string[]) {
    const time = timeOf(status);
    const inOrder = (table: string) => `ORDER BY ${table}.at ${directionOf(order)}, ${table}.id ${directionOf(order)}`;
    const rows = await this.query<Listed>(
      `WITH looked AS MATERIALIZED (
         SELECT t.id, ${time} AS at, (${MATCHES}) AS matches
         FROM (SELECT * FROM todos t ${inList(status, order, after && '($5, $6)')} LIMIT $4) t
       ), found AS MATERIALIZED (SELECT id, at FROM looked WHERE matches ${inOrder('looked')} LIMIT $3)
       SELECT last.at AS "lastAt", last.id AS "lastId", t.* FROM (SELECT) one
         LEFT JOIN (SELECT at, id FROM looked ${inOrder('looked')} OFFSET $4 - 1) last ON true
         LEFT JOIN LATERAL (
           SELECT t.* FROM ${eachOf('found', TODO_COLUMNS, 't.id = found.id')} ${inOrder('found')}
         ) t ON true`,
      [userId, patternsOf(q), limit, this.limits.listed, ...placeOf(after)],
    );
    const { lastAt, lastId } = rows[0]!;
    const todos = rows.filter((row): row is Listed & Todo => row.id !== null);
    return { todos, last: lastAt && lastId ? { at: lastAt, id: lastId } : undefined };
  }

  /** Open ones with a label that is not in Trash, by id, the newest first. @param after begins behind this id */
  async ofLabel(userId: string, labelId: string, limit: number, after?: string): Promise<Todo[]> {
    return this.query(
      `SELECT t.* FROM ${eachOf('todo_labels labelled', TODO_COLUMNS, 't.id = labelled.todo_id', isOpen('t'))}
       WHERE labelled.user_id = $1 AND labelled.label_id = $2 ${after ? 'AND labelled.todo_id < $4' : ''}
         AND EXISTS (SELECT FROM labels WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL)
       ORDER BY labelled.todo_id DESC LIMIT $3`,
      [userId, labelId, limit, ...(after ? [after] : [])],
    );
  }

  /**
   * A todo, what it is a part of and all its subtasks, in no order.
   * @returns with `level`: 0 for itself, below 0 for what it is a part of, 1 for subtasks
   */
  async family(userId: string, id: string): Promise<(Todo & { level: number })[]> {
    return this.query(
      `WITH RECURSIVE above AS (
         SELECT id, parent_id, 0 AS level FROM todos WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL
         UNION ALL SELECT t.id, t.parent_id, level - 1
         FROM ${eachOf('above', 't.id, t.parent_id', 't.id = above.parent_id')}
       ), below AS (
         SELECT id FROM above WHERE level = 0
         UNION ALL SELECT t.id FROM ${eachOf('below', 't.id', 't.parent_id = below.id AND t.deleted_at IS NULL')}
       ), family AS (
         SELECT id, level FROM above UNION ALL SELECT id, 1 FROM below WHERE id <> $2
       )
       SELECT t.*, level FROM ${eachOf('family', TODO_COLUMNS, 't.id = family.id')}`,
      [userId, id],
    );
  }

  /** A page by id, completed ones and those in Trash too, each with all its labels. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<(Todo & { deletedAt: string | null })[]> {
    const behind = after ? 'AND t.id > $3' : '';
    return this.query(
      `SELECT ${COLUMNS_WITH_TRASH} FROM todos t WHERE t.user_id = $1 ${behind} ORDER BY t.id LIMIT $2`,
      [userId, limit, ...(after ? [after] : [])],
    );
  }

  /** Whether the owner has this label, and not in Trash. */
  async hasLabel(userId: string, id: string): Promise<boolean> {
    const rows = await this.query('SELECT FROM labels WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL', [
      userId,
      id,
    ]);
    return rows.length > 0;
  }

  private async query<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    return onStore(() => this.database.query<T[]>(statement, parameters));
  }
}
