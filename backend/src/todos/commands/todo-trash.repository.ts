import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RowsOfOwner, agedByOwner, isAged } from '../../database/aged-rows.js';
import { recordGone } from '../../database/gone.js';
import type { OwnerEraser } from '../../database/owner-eraser.js';
import { onStore } from '../../database/store.errors.js';
import { isOneOf } from '../../database/row-lookup.js';
import type { Change, NewEvent } from '../../history/change.js';
import { eachOf, idsOf } from '../todo-columns.js';

/** All todos of some projects or of some sections. */
export type Within = { projectIds: string[] } | { sectionIds: string[] };

interface Root {
  id: string;
  title: string;
}

const conditionOf = (within: Within) =>
  'projectIds' in within
    ? (['project_id = ANY($2::uuid[])', within.projectIds] as const)
    : (['section_id = ANY($2::uuid[])', within.sectionIds] as const);

const PUT_AWAY = `below AS (
    SELECT t.id, t.id AS root FROM ${eachOf(idsOf('$2'), 't.id', 't.id = given.id', 't.deleted_at IS NULL')}
    UNION ALL SELECT t.id, root FROM ${eachOf('below', 't.id', 't.parent_id = below.id AND t.deleted_at IS NULL')}
  ), trashed AS (
    UPDATE todos SET deleted_at = $3, deleted_with = below.root, revision = $4 FROM below
    WHERE ${isOneOf('todos', 'below', 'id = below.id')} AND below.id = todos.id RETURNING 1
  )`;

/** Moves todos into Trash and out of it, and removes them for good. Every statement but the purge names the owner. */
@Injectable()
export class TodoTrashRepository {
  constructor(private readonly database: DataSource) {}

  /** Todos with their subtasks, each of these with what it goes along with. @param roots none below another one @returns how many went */
  async putAway(change: Change, roots: Root[]): Promise<number> {
    const ids = roots.map(({ id }) => id);
    const events = roots.map((root) => deletionOf(root, true));
    const given = [ids, change.at, change.revision];
    const [row] = await change.write<{ count: number }>(PUT_AWAY, given, events, 'count(*)::int FROM trashed');
    return row!.count;
  }

  /** @param deletedWith what they go along with @returns how many went */
  async putAwayWithin({ manager, userId, at, revision }: Change, within: Within, deletedWith: string): Promise<number> {
    const [condition, ids] = conditionOf(within);
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE todos SET deleted_at = $3, deleted_with = $4, revision = $5
       WHERE user_id = $1 AND ${condition} AND deleted_at IS NULL`,
      [userId, ids, at, deletedWith, revision],
    );
    return count;
  }

  /**
   * Brings back all that went along with something, where it was. What it was in may be gone by now, or completed: then it
   * comes back beside where that was, and into the Inbox if the project is gone.
   * @returns how many came back
   */
  async bringBack({ manager, userId, revision }: Change, deletedWith: string[], inboxId: string): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(
      `UPDATE todos SET deleted_at = NULL, deleted_with = NULL, parent_id = home.parent_id, section_id = home.section_id,
         project_id = home.project_id, revision = $4
       FROM (
         SELECT t.id, parent.id AS parent_id, sections.id AS section_id,
           COALESCE(sections.project_id, projects.id, $3) AS project_id
         FROM todos t
         LEFT JOIN todos parent ON parent.user_id = $1 AND parent.id = t.parent_id
           AND (parent.deleted_at IS NULL OR parent.deleted_with = t.deleted_with)
           AND (parent.completed_at IS NULL OR t.completed_at IS NOT NULL)
         LEFT JOIN sections ON sections.user_id = $1 AND sections.id = t.section_id AND sections.deleted_at IS NULL
         LEFT JOIN projects ON projects.user_id = $1 AND projects.id = t.project_id AND projects.deleted_at IS NULL
         WHERE t.user_id = $1 AND t.deleted_with = ANY($2::uuid[])
       ) home
       WHERE todos.user_id = $1 AND todos.id = home.id AND todos.deleted_with = ANY($2::uuid[])`,
      [userId, deletedWith, inboxId, revision],
    );
    return count;
  }

  /** Completed ones that are no part of another completed one. */
  async completedRoots({ manager, userId }: Change, limit: number): Promise<Root[]> {
    return manager.query(
      `SELECT id, title FROM todos t WHERE user_id = $1 AND deleted_at IS NULL AND completed_at IS NOT NULL
         AND (parent_id IS NULL OR NOT EXISTS (
           SELECT FROM todos parent WHERE parent.user_id = $1 AND parent.id = t.parent_id AND parent.completed_at IS NOT NULL
         ))
       ORDER BY completed_at DESC, id DESC LIMIT $2`,
      [userId, limit],
    );
  }

  async countWithin(userId: string, within: Within): Promise<number> {
    const [condition, ids] = conditionOf(within);
    const [row] = await this.query<{ count: number }>(
      `SELECT count(*)::int FROM todos WHERE user_id = $1 AND ${condition} AND deleted_at IS NULL`,
      [userId, ids],
    );
    return row!.count;
  }

  /** For good, with their labels. @param deletedWith what they went along with @returns how many went */
  async remove({ manager, userId, revision }: Change, deletedWith: string[]): Promise<number> {
    const [{ count }] = await manager.query<[{ count: number }]>(REMOVE, [userId, deletedWith, revision]);
    return count;
  }

  /** At most `limit` todos of anybody that were deleted more than `days` days ago. */
  async aged(days: number, limit: number): Promise<RowsOfOwner[]> {
    return this.query(agedByOwner('todo'), [days, limit]);
  }

  /** For good, with their labels, those that were deleted more than `days` days ago. @returns how many went */
  async purge({ manager, userId, revision }: Change, ids: string[], days: number): Promise<number> {
    const [{ count }] = await manager.query<[{ count: number }]>(PURGE, [userId, ids, revision, days]);
    return count;
  }

  /** Everything of one owner, with the labels they have and what search keeps of them. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('todo_labels', 'todo_id', 'label_id');
    await eraser.erase('todos', 'id');
    await eraser.erase('search_entries', 'todo_id');
    await eraser.erase('search_progress', 'revision');
  }

  private async query<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    return onStore(() => this.database.query<T[]>(statement, parameters));
  }
}

/** Says of a todo that was put into Trash by itself, or that came back. */
export function deletionOf({ id, title }: Root, deleted: boolean): NewEvent {
  return { entity: 'todo', entityId: id, title, field: 'deleted', before: !deleted, after: deleted };
}

/**
 * Rows are named by where they lie, so that no statistics can talk the planner into reading all of them.
 * @param places selects the `ctid` of those to remove
 */
const removing = (places: string) => `WITH removed AS (
    DELETE FROM todos WHERE ctid = ANY(ARRAY(${places})) RETURNING id
  ), labels AS (DELETE FROM todo_labels WHERE ${isOneOf('todo_labels', 'removed', 'todo_id = removed.id')}),
  entries AS (DELETE FROM search_entries WHERE ${isOneOf('search_entries', 'removed', 'todo_id = removed.id')}),
  ${recordGone('todo', 'removed', '$3')}
  SELECT count(*)::int FROM removed`;

const REMOVE = removing('SELECT ctid FROM todos WHERE user_id = $1 AND deleted_with = ANY($2::uuid[])');
const PURGE = removing(
  `SELECT t.ctid FROM ${eachOf(idsOf('$2'), 't.ctid, t.deleted_at', 't.id = given.id')} WHERE ${isAged('$4')}`,
);
