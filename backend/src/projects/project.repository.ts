import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { OwnedRows, repositionRows, STAMPS } from '../database/owned-rows.js';
import { onStore } from '../database/store.errors.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { projectFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Project } from './project.js';

const COLUMNS = selectList(['id', ...namesOf(projectFields), 'inbox', 'parentId', 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(projectFields), 'parentId', 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(projectFields), 'parentId', 'position'] as const;

export type NewProject = Pick<Project, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type ProjectFields = Partial<Pick<Project, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('projects', NEW_FIELDS, COLUMNS, { inbox: 'false', archived: 'false' });

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class ProjectRepository extends OwnedRows<Project, NewProject, ProjectFields> {
  constructor(dataSource: DataSource) {
    super(dataSource, {
      table: 'projects',
      columns: COLUMNS,
      columnOf: COLUMN_OF,
      insert: INSERT,
      newFields: NEW_FIELDS,
    });
  }

  /** All that are not deleted, the Inbox first, then by position; archived ones too. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<Project[]> {
    return onStore(() =>
      manager.query<Project[]>(
        `SELECT ${COLUMNS} FROM projects WHERE user_id = $1 AND deleted_at IS NULL ORDER BY inbox DESC, position, id`,
        [userId],
      ),
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

  /** New positions of many, when a list has no room left between two. */
  reposition(change: Change, positions: readonly { id: string; position: string }[]): Promise<void> {
    return repositionRows(change, 'projects', positions);
  }
}
