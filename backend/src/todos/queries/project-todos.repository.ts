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

/** A column of a board with one of its todos, or with none. */
export interface BoardRow extends Omit<ListedTodo, 'id'> {
  id: string | null;
  /** The section, or the project for what is outside of any; null for an Inbox that is not there yet. */
  columnId: string | null;
  columnPlace: string;
}

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

/** @param end what ends the lists, such as how many of them */
const inOrder = (end = '') => `(SELECT * FROM lists ORDER BY place, list_id ${end}) lists`;

/**
 * At most one more than asked for of a list, so that it is known whether there are more; beginning at a place in it. List
 * by list, so that those beyond a page are not read.
 */
const topsOf = (lists: string, behind = '') => `SELECT top.*, place FROM ${lists} CROSS JOIN LATERAL (
    SELECT ${TODO_FIELDS} FROM todos t WHERE t.user_id = $1 AND t.list_id = lists.list_id AND ${isOpen('t')} ${behind}
    ORDER BY t.position, t.id LIMIT $3::int + 1
  ) top`;

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
    const from = after ? `WHERE (place, list_id) >= (${place}, ${listId}::uuid)` : '';
    const tops = `${topsOf(inOrder(), after && behind)} ${from}
      ORDER BY lists.place, lists.list_id, top.position, top.id LIMIT $3::int + 1`;
    return this.query(`${withSubtasks(listsOf(project, part), tops)} SELECT t.*, ${LABEL_IDS} FROM listed t`, values);
  }

  /**
   * What is outside of any section, and then the sections in their order, with the first todos of some; one more than the
   * limit of those that have more.
   * @param most how many of the columns come with todos; all when left out
   */
  async board(userId: string, project: ProjectName, limit: number, most?: number): Promise<BoardRow[]> {
    return this.query(
      `${withSubtasks(listsOf(project, 'all'), topsOf(inOrder('LIMIT $4::int')))}
       SELECT lists.list_id AS "columnId", lists.place AS "columnPlace", t.*, ${LABEL_IDS}
       FROM lists LEFT JOIN listed t ON COALESCE(t."sectionId", t."projectId") = lists.list_id
       ORDER BY lists.place, lists.list_id`,
      [userId, project, limit, most ?? null],
    );
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
