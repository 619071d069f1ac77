import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { agedRows } from '../database/aged-rows.js';
import { onStore } from '../database/store.errors.js';
import type { Change } from '../history/change.js';
import type { Container, TrashPlace, Trashed } from './trash.js';

const TABLES: Record<Container, string> = { project: 'projects', section: 'sections', label: 'labels' };

/** The deleted things of one table: what was deleted by itself carries its own id. */
const rootsOf = (entity: string, table: string, title: string) => (rest: string) =>
  `(SELECT id, '${entity}' AS entity, ${title} AS title, deleted_at AS "deletedAt" FROM ${table}
    WHERE user_id = $1 AND deleted_with = id ${rest})`;

const ROOTS = [
  rootsOf('todo', 'todos', 'title'),
  rootsOf('project', 'projects', 'name'),
  rootsOf('section', 'sections', 'name'),
  rootsOf('label', 'labels', 'name'),
];

/**
 * What lies in Trash. It alone writes `deleted_at` and `deleted_with` of projects, sections and labels; those of todos
 * are written by their own feature.
 */
@Injectable()
export class TrashRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. @param limit entries at most @param after begins behind this place */
  async list(userId: string, limit: number, after?: TrashPlace): Promise<(Trashed & { todos: number })[]> {
    const behind = after ? 'AND (deleted_at, id) < ($3, $4)' : '';
    const roots = ROOTS.map((root) => root(`${behind} ORDER BY deleted_at DESC, id DESC LIMIT $2`)).join(' UNION ALL ');
    return onStore(() =>
      this.dataSource.query(
        `WITH entries AS MATERIALIZED (SELECT * FROM (${roots}) AS roots ORDER BY "deletedAt" DESC, id DESC LIMIT $2)
         SELECT entries.*, (SELECT count(*)::int FROM todos
           WHERE user_id = $1 AND deleted_with = entries.id AND todos.id <> entries.id) AS todos
         FROM entries ORDER BY "deletedAt" DESC, id DESC`,
        [userId, limit, ...(after ? [after.deletedAt, after.id] : [])],
      ),
    );
  }

  /** How many entries there are, `most` at most. */
  async count(userId: string, most: number): Promise<number> {
    const roots = ROOTS.map((root) => root('LIMIT $2')).join(' UNION ALL ');
    const [row] = await onStore(() =>
      this.dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int FROM (SELECT FROM (${roots}) AS roots LIMIT $2) AS counted`,
        [userId, most],
      ),
    );
    return row!.count;
  }

  /** The entry of this id, or nothing when it is not in Trash or went along with something else. */
  async find({ manager, userId }: Change, id: string): Promise<Trashed | undefined> {
    const roots = ROOTS.map((root) => root('AND id = $2')).join(' UNION ALL ');
    const [row] = await manager.query<Trashed[]>(roots, [userId, id]);
    return row;
  }

  /** The ids of some entries that went to Trash until then. */
  async someUntil({ manager, userId }: Change, until: string, limit: number): Promise<string[]> {
    const roots = ROOTS.map((root) => root('AND deleted_at <= $2 LIMIT $3')).join(' UNION ALL ');
    const rows = await manager.query<{ id: string }[]>(`SELECT id FROM (${roots}) AS roots LIMIT $3`, [
      userId,
      until,
      limit,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Which of the four an id is of that is not in Trash. */
  async findLiving({ manager, userId }: Change, id: string): Promise<Trashed['entity'] | undefined> {
    const tables = [['todo', 'todos'], ...Object.entries(TABLES)];
    const [row] = await manager.query<{ entity: Trashed['entity'] }[]>(
      tables
        .map(
          ([entity, table]) =>
            `SELECT '${entity}' AS entity FROM ${table} WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL`,
        )
        .join(' UNION ALL '),
      [userId, id],
    );
    return row?.entity;
  }

  /**
   * Puts what is not in Trash yet there, along with something.
   * @param by `id`, or of a section `project_id`
   * @returns what went
   */
  async putAway(
    { manager, userId, at }: Change,
    entity: Container,
    by: 'id' | 'project_id',
    ids: string[],
    deletedWith: string,
  ): Promise<{ id: string; name: string }[]> {
    const [rows] = await manager.query<[{ id: string; name: string }[], number]>(
      `UPDATE ${TABLES[entity]} SET deleted_at = $3, deleted_with = $4
       WHERE user_id = $1 AND ${by} = ANY($2) AND deleted_at IS NULL RETURNING id, name`,
      [userId, ids, at, deletedWith],
    );
    return rows;
  }

  /** How many sections these projects have. */
  async countSections(userId: string, projectIds: string[]): Promise<number> {
    const [row] = await onStore(() =>
      this.dataSource.query<{ count: number }[]>(
        'SELECT count(*)::int FROM sections WHERE user_id = $1 AND project_id = ANY($2) AND deleted_at IS NULL',
        [userId, projectIds],
      ),
    );
    return row!.count;
  }

  async bringBack({ manager, userId }: Change, entity: Container, deletedWith: string): Promise<void> {
    await manager.query(
      `UPDATE ${TABLES[entity]} SET deleted_at = NULL, deleted_with = NULL WHERE user_id = $1 AND deleted_with = $2`,
      [userId, deletedWith],
    );
  }

  /** Puts a project at the top whose parent is not there any more. */
  async liftProject({ manager, userId }: Change, id: string): Promise<void> {
    await manager.query(
      `UPDATE projects SET parent_id = NULL WHERE user_id = $1 AND id = $2 AND NOT EXISTS (
         SELECT FROM projects AS parent
         WHERE parent.user_id = $1 AND parent.id = projects.parent_id AND parent.deleted_at IS NULL)`,
      [userId, id],
    );
  }

  /** Gives a section this project if its own is not there any more. */
  async rehomeSection({ manager, userId }: Change, id: string, projectId: string): Promise<void> {
    await manager.query(
      `UPDATE sections SET project_id = $3 WHERE user_id = $1 AND id = $2 AND NOT EXISTS (
         SELECT FROM projects
         WHERE projects.user_id = $1 AND projects.id = sections.project_id AND projects.deleted_at IS NULL)`,
      [userId, id, projectId],
    );
  }

  async renameLabel({ manager, userId }: Change, id: string, name: string): Promise<void> {
    await manager.query('UPDATE labels SET name = $3 WHERE user_id = $1 AND id = $2', [userId, id, name]);
  }

  /**
   * Removes for good what went along with these things, and them, todos aside.
   * @returns how much went
   */
  async remove({ manager, userId }: Change, deletedWith: string[]): Promise<number> {
    const removal = (table: string) =>
      `DELETE FROM ${table} WHERE user_id = $1 AND deleted_with = ANY($2) RETURNING id`;
    const [row] = await manager.query<{ count: number }[]>(
      `WITH gone_labels AS (${removal('labels')}), gone_sections AS (${removal('sections')}),
       gone_projects AS (${removal('projects')}),
       taken_off AS (DELETE FROM todo_labels WHERE user_id = $1 AND label_id IN (SELECT id FROM gone_labels))
       SELECT ((SELECT count(*) FROM gone_labels) + (SELECT count(*) FROM gone_sections)
         + (SELECT count(*) FROM gone_projects))::int AS count`,
      [userId, deletedWith],
    );
    return row!.count;
  }

  /**
   * Removes for good, of all users at once, at most `limit` things that were deleted more than `days` days ago. Rows that
   * another replica is removing are left to it. What labels were on goes with them.
   * @returns how many went
   */
  async purge(entity: Container, days: number, limit: number): Promise<number> {
    const table = TABLES[entity];
    const gone = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(${agedRows(table, 'deleted_at')})) RETURNING user_id, id`;
    const forget = `, forgotten AS (
        DELETE FROM todo_labels WHERE ctid = ANY(ARRAY(
          SELECT of_label.ctid FROM gone CROSS JOIN LATERAL (
            SELECT ctid FROM todo_labels WHERE todo_labels.user_id = gone.user_id AND label_id = gone.id OFFSET 0
          ) of_label
        ))
      )`;
    const [row] = await onStore(() =>
      this.dataSource.query<{ count: number }[]>(
        `WITH gone AS (${gone})${entity === 'label' ? forget : ''} SELECT count(*)::int FROM gone`,
        [days, limit],
      ),
    );
    return row!.count;
  }
}
