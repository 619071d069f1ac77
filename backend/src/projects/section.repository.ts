import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OwnedRows, repositionRows, STAMPS } from '../database/owned-rows.js';
import { onStore } from '../database/store.errors.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { sectionFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Section } from './section.js';

const COLUMNS = selectList(['id', ...namesOf(sectionFields), 'projectId', 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(sectionFields), 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(sectionFields), 'projectId', 'position'] as const;

export type NewSection = Pick<Section, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type SectionFields = Partial<Pick<Section, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('sections', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class SectionRepository extends OwnedRows<Section, NewSection, SectionFields> {
  constructor(dataSource: DataSource) {
    super(dataSource, {
      table: 'sections',
      columns: COLUMNS,
      columnOf: COLUMN_OF,
      insert: INSERT,
      newFields: NEW_FIELDS,
    });
  }

  /** All that are not deleted, and whose project is not, by position. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<Section[]> {
    return onStore(() =>
      manager.query<Section[]>(
        `SELECT ${COLUMNS} FROM sections WHERE user_id = $1 AND deleted_at IS NULL ORDER BY position, id`,
        [userId],
      ),
    );
  }

  /** Those of one project that are not deleted, by position. */
  async ofProject({ manager, userId }: Change, projectId: string): Promise<Section[]> {
    return manager.query<Section[]>(
      `SELECT ${COLUMNS} FROM sections WHERE user_id = $1 AND project_id = $2 AND deleted_at IS NULL
       ORDER BY position, id`,
      [userId, projectId],
    );
  }

  /** New positions of many, when a list has no room left between two. */
  reposition(change: Change, positions: readonly { id: string; position: string }[]): Promise<void> {
    return repositionRows(change, 'sections', positions);
  }
}
