import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RowsOfOwner, agedByOwner, isAged } from '../database/aged-rows.js';
import { TABLE_OF, recordGone } from '../database/gone.js';
import { onStore } from '../database/store.errors.js';
import { isOneOf } from '../database/row-lookup.js';
import type { Change } from '../history/change.js';
import type { Container, TrashPlace, Trashed } from './trash.js';

/** The deleted things of one table: what was deleted by itself carries its own id. */
const rootsOf = (entity: string, table: string, title: string) => (rest: string) =>
  `(SELECT id, '${entity}' AS entity, ${title} AS title, deleted_at AS "deletedAt" FROM ${table}
    WHERE user_id = $1 AND deleted_with = id ${rest})`;

const ROOTS = [
  rootsOf('todo', 'todos', 'title'),
  rootsOf('project', 'projects', 'name'),
  rootsOf('section', 'sections', 'name'),
  rootsOf('label', 'labels', 'name'),
  rootsOf('filter', 'filters', 'name'),
];

/**
 * What lies in Trash. It alone writes `deleted_at` and `deleted_with` of projects, sections, labels and
 * filters; those of todos are written by their own feature.
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

  /** What an id is of that is not in Trash. */
  async findLiving({ manager, userId }: Change, id: string): Promise<Trashed['entity'] | undefined> {
    const tables = [['todo', 'todos'], ...CONTAINERS.map((entity) => [entity, TABLE_OF[entity]])];
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
    { manager, userId, at, revision }: Change,
    entity: Container,
    by: 'id' | 'project_id',
    ids: string[],
    deletedWith: string,
  ): Promise<{ id: string; name: string }[]> {
    const [rows] = await manager.query<[{ id: string; name: string }[], number]>(
      `UPDATE ${TABLE_OF[entity]} SET deleted_at = $3, deleted_with = $4, revision = $5
       WHERE user_id = $1 AND ${by} = ANY($2) AND deleted_at IS NULL RETURNING id, name`,
      [userId, ids, at, deletedWith, revision],
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

  async bringBack({ manager, userId, revision }: Change, entity: Container, deletedWith: string): Promise<void> {
    await manager.query(
      `UPDATE ${TABLE_OF[entity]} SET deleted_at = NULL, deleted_with = NULL, revision = $3
       WHERE user_id = $1 AND deleted_with = $2`,
      [userId, deletedWith, revision],
    );
  }

  /** Puts a project at the top whose parent is not there any more. */
  async liftProject({ manager, userId, revision }: Change, id: string): Promise<void> {
    await manager.query(
      `UPDATE projects SET parent_id = NULL, revision = $3 WHERE user_id = $1 AND id = $2 AND NOT EXISTS (
         SELECT FROM projects AS parent
         WHERE parent.user_id = $1 AND parent.id = projects.parent_id AND parent.deleted_at IS NULL)`,
      [userId, id, revision],
    );
  }

  /** Gives a section this project if its own is not there any more. */
  async rehomeSection({ manager, userId, revision }: Change, id: string, projectId: string): Promise<void> {
    await manager.query(
      `UPDATE sections SET project_id = $3, revision = $4 WHERE user_id = $1 AND id = $2 AND NOT EXISTS (
         SELECT FROM projects
         WHERE projects.user_id = $1 AND projects.id = sections.project_id AND projects.deleted_at IS NULL)`,
      [userId, id, projectId, revision],
    );
  }

  async rename({ manager, userId, revision }: Change, entity: Container, id: string, name: string): Promise<void> {
    await manager.query(`UPDATE ${TABLE_OF[entity]} SET name = $3, revision = $4 WHERE user_id = $1 AND id = $2`, [
      userId,
      id,
      name,
      revision,
    ]);
  }

  /**
   * Removes for good what went along with these things, and them, todos aside.
   * @returns how much went
   */
  async remove({ manager, userId, revision }: Change, deletedWith: string[]): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `WITH ${CONTAINERS.map((entity) => removing(entity, 'deleted_with = ANY($2)')).join(', ')}
       SELECT (${CONTAINERS.map((entity) => `(SELECT count(*) FROM removed_${entity})`).join(' + ')})::int AS count`,
      [userId, deletedWith, revision],
    );
    return row!.count;
  }

  /** At most `limit` things of anybody that were deleted more than `days` days ago. */
  async aged(entity: Container, days: number, limit: number): Promise<RowsOfOwner[]> {
    return onStore(() => this.dataSource.query<RowsOfOwner[]>(agedByOwner(entity), [days, limit]));
  }

  /** Removes for good those that were deleted more than `days` days ago, and takes labels off with them. @returns how many went */
  async purge({ manager, userId, revision }: Change, entity: Container, ids: string[], days: number): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `WITH ${removing(entity, `id = ANY($2) AND ${isAged('$4')}`)} SELECT count(*)::int FROM removed_${entity}`,
      [userId, ids, revision, days],
    );
    return row!.count;
  }
}

const CONTAINERS = ['label', 'filter', 'section', 'project'] as const satisfies Container[];

/** Parts of a WITH clause. `$1` is the owner, `$3` the revision. */
function removing(entity: Container, condition: string): string {
  const removed = `removed_${entity}`;
  const parts = [
    `${removed} AS (DELETE FROM ${TABLE_OF[entity]} WHERE user_id = $1 AND ${condition} RETURNING id)`,
    recordGone(entity, removed, '$3'),
  ];
  if (entity === 'label') {
    const labelled = isOneOf('todo_labels', removed, `label_id = ${removed}.id`);
    parts.push(`taken_off AS (DELETE FROM todo_labels WHERE ${labelled})`);
  }
  return parts.join(', ');
}
