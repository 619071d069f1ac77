import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onStore } from '../../database/store.errors.js';
import { LABEL_IDS, TODO_FIELDS, eachOf, isOpen } from '../todo-columns.js';
import type { Todo } from '../todo.js';

/** A project: its id, or the Inbox, whatever its id is. */
export type ProjectName = 'inbox' | (string & {});

/** Which part of a project: all of it, one section, or what is outside of any. */
export type ProjectPart = 'all' | 'none' | (string & {});

/** One of a page, which comes in no order; `place` is the position of its section, empty outside of any. */
export type ListedTodo = Todo & { place: string };

/** Before every id. */
export const NOWHERE = '00000000-0000-0000-0000-000000000000';

const projectOf = (project: ProjectName) =>
  project === 'inbox'
    ? `(SELECT id FROM projects WHERE user_id = $1 AND inbox AND $2::text = 'inbox')`
    : '(SELECT id FROM projects WHERE user_id = $1 AND id = $2::uuid AND deleted_at IS NULL)';

/** The lists of a project in their order; the place of the one outside of sections comes before all others. */
const listsOf = (project: ProjectName, part: ProjectPart) => {
  const outside = `SELECT ${projectOf(project)} AS list_id, '' COLLATE "C" AS place`;
  const sections = `SELECT id AS list_id, position AS place FROM sections
    WHERE user_id = $1 AND project_id = ${projectOf(project)} AND deleted_at IS NULL`;
  if (part === 'all') return `${outside} UNION ALL ${sections}`;
  return part === 'none' ? outside : `${sections} AND id = $4::uuid`;
};

/**
 * The todos at the top, one more than asked for, so that it is known whether there are more. List by list, so that those
 * beyond a page are not read.
 * @param behind of a list, and `from` of all: where to begin
 */
const topsOf = (behind: string, from: string) => `SELECT top.*, place
  FROM (SELECT * FROM lists ORDER BY place, list_id) lists CROSS JOIN LATERAL (
    SELECT ${TODO_FIELDS} FROM todos t WHERE t.user_id = $1 AND t.list_id = lists.list_id AND ${isOpen('t')} ${behind}
    ORDER BY t.position, t.id LIMIT $3::int + 1
  ) top ${from} ORDER BY lists.place, lists.list_id, top.position, top.id LIMIT $3::int + 1`;

/** `lists`, and `listed` with their subtasks at any depth. Every row is read once, where its list is looked up. */
const withSubtasks = (lists: string, tops: string) => `WITH RECURSIVE lists AS (${lists}), listed AS (
    (${tops})
    UNION ALL
    SELECT t.*, listed.place FROM ${eachOf('listed', TODO_FIELDS, `t.list_id = listed.id AND ${isOpen('t')}`)}
  )`;

/** The open todos of a project in the order people gave them. Every statement names the owner. */
@Injectable()
export class ProjectTodosRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * The first of a part of a project, or those behind a place in it, section by section; one more than the limit when
   * there are more. One statement, which reads no list beyond the page.
   * @param after place and id of a list, position and id of a todo in it
   */
  async page(
    userId: string,
    project: ProjectName,
    part: ProjectPart,
    limit: number,
    after?: string[],
  ): Promise<ListedTodo[]> {
    const isOne = part !== 'all' && part !== 'none';
    const values = [userId, project, limit, ...(isOne ? [part] : []), ...(after ?? [])];
    const [place, listId, position, id] = [0, 1, 2, 3].map((n) => `$${values.length - 3 + n}`);
    const isIn = `lists.list_id = ${listId}::uuid`;
    const behind = `AND (t.position, t.id) > (CASE WHEN ${isIn} THEN ${position} ELSE '' END,
      CASE WHEN ${isIn} THEN ${id}::uuid ELSE '${NOWHERE}' END)`;
    const from = `WHERE (place, list_id) >= (${place}, ${listId}::uuid)`;
    const tops = after ? topsOf(behind, from) : topsOf('', '');
    return this.query(`${withSubtasks(listsOf(project, part), tops)} SELECT t.*, ${LABEL_IDS} FROM listed t`, values);
  }

  /** Whether the owner has this project, and not in Trash. */
  async exists(userId: string, project: ProjectName): Promise<boolean> {
    return (await this.query(`SELECT WHERE ${projectOf(project)} IS NOT NULL`, [userId, project])).length > 0;
  }

  /** Whether the project has this section, and not in Trash. */
  async hasSection(userId: string, project: ProjectName, sectionId: string): Promise<boolean> {
    const rows = await this.query(
      `SELECT FROM sections
       WHERE user_id = $1 AND project_id = ${projectOf(project)} AND id = $3 AND deleted_at IS NULL`,
      [userId, project, sectionId],
    );
    return rows.length > 0;
  }

  private async query<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    return onStore(() => this.database.query<T[]>(statement, parameters));
  }
}
