import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import { updateFields } from '../database/update-fields.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Project } from './project.js';

const STAMPS = ['version', 'fieldVersions', 'deletedAt', 'deletedWith', 'createdAt', 'updatedAt'];
const COLUMNS = selectList(['id', ...namesOf(projectFields), 'inbox', 'parentId', 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(projectFields), 'parentId', 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(projectFields), 'parentId', 'position'] as const;

export type NewProject = Pick<Project, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type ProjectFields = Partial<Pick<Project, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('projects', NEW_FIELDS, COLUMNS, { inbox: 'false', archived: 'false' });

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class ProjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All that are not deleted, the Inbox first, then by position; archived ones too. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<Project[]> {
    return onStore(() =>
      manager.query<Project[]>(
        `SELECT ${COLUMNS} FROM projects WHERE user_id = $1 AND deleted_at IS NULL ORDER BY inbox DESC, position, id`,
        [userId],
      ),
    );
  }

  /** A page by id, with those in Trash. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<Project[]> {
    const behind = after ? 'AND id > $3' : '';
    return onStore(() =>
      this.dataSource.query<Project[]>(
        `SELECT ${COLUMNS} FROM projects WHERE user_id = $1 ${behind} ORDER BY id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  /** Those of the ids that are there, in Trash too, in no order. */
  async findAll(userId: string, ids: string[]): Promise<Project[]> {
    return onStore(() =>
      this.dataSource.query<Project[]>(`SELECT ${COLUMNS} FROM projects WHERE user_id = $1 AND id = ANY($2)`, [
        userId,
        ids,
      ]),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('projects', 'id');
  }

  /** Finds those in Trash as well. */
  async findEvenDeleted(
    { manager, userId }: Change,
    ids: string[],
  ): Promise<(Project & { createDigest: Buffer | null })[]> {
    return manager.query(
      `SELECT ${COLUMNS}, create_digest AS "createDigest" FROM projects WHERE user_id = $1 AND id = ANY($2)`,
      [userId, ids],
    );
  }

  async findInbox(userId: string): Promise<string | undefined> {
    const [row] = await onStore(() =>
      this.dataSource.query<{ id: string }[]>('SELECT id FROM projects WHERE user_id = $1 AND inbox', [userId]),
    );
    return row?.id;
  }

  /** Finds the Inbox, or makes it, in one statement. */
  async inboxOf({ manager, userId, at, revision }: Change): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `WITH found AS (SELECT id FROM projects WHERE user_id = $1 AND inbox),
       made AS (
         INSERT INTO projects (user_id, id, name, colour, inbox, favourite, archived, layout, position, version, created_at, updated_at, revision)
         SELECT $1, $2, 'Inbox', 'grey', true, false, false, 'list', 'a0', 1, $3, $3, $4 WHERE NOT EXISTS (SELECT FROM found)
         RETURNING id
       )
       SELECT id FROM found UNION ALL SELECT id FROM made`,
      [userId, uuidV7(), at, revision],
    );
    return row!.id;
  }

  async exists({ manager, userId }: Change, id: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'SELECT FROM projects WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL',
      [userId, id],
    );
    return rows.length > 0;
  }

  async insert({ manager, userId, at, revision }: Change, project: NewProject): Promise<Project> {
    const values = NEW_FIELDS.map((name) => project[name]);
    const given = [userId, project.id, at, project.createDigest, revision, ...values];
    const [row] = await manager.query<Project[]>(INSERT, given);
    return row!;
  }

  async update(change: Change, id: string, fields: ProjectFields, touched: string[]): Promise<Project> {
    return updateFields<Project>(
      change,
      { table: 'projects', id, columns: COLUMN_OF, returning: COLUMNS },
      fields,
      touched,
    );
  }

  /** New positions of many, when a list has no room left between two; no event, since nothing moved. */
  async reposition(
    { manager, userId, revision }: Change,
    positions: { id: string; position: string }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE projects SET position = moved.position, revision = $4 FROM unnest($2::uuid[], $3::text[]) AS moved (id, position)
       WHERE projects.user_id = $1 AND projects.id = moved.id`,
      [userId, positions.map(({ id }) => id), positions.map(({ position }) => position), revision],
    );
  }
}
