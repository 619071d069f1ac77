import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { idsWithName, OwnedRows, repositionRows, STAMPS } from '../database/owned-rows.js';
import { onStore } from '../database/store.errors.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { SavedFilter } from './saved-filter.js';

const COLUMNS = selectList(['id', ...namesOf(savedFilterFields), 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(savedFilterFields), 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(savedFilterFields), 'position'] as const;

export type NewSavedFilter = Pick<SavedFilter, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type SavedFilterFields = Partial<Pick<SavedFilter, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('filters', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class SavedFilterRepository extends OwnedRows<SavedFilter, NewSavedFilter, SavedFilterFields> {
  constructor(dataSource: DataSource) {
    super(dataSource, {
      table: 'filters',
      columns: COLUMNS,
      columnOf: COLUMN_OF,
      insert: INSERT,
      newFields: NEW_FIELDS,
    });
  }

  /** All that are not deleted, by position. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<SavedFilter[]> {
    return onStore(() =>
      manager.query<SavedFilter[]>(
        `SELECT ${COLUMNS} FROM filters WHERE user_id = $1 AND deleted_at IS NULL ORDER BY position, id`,
        [userId],
      ),
    );
  }

  /** Which have this name, whatever the case of its letters. */
  withName(change: Change, name: string): Promise<string[]> {
    return idsWithName(change, 'filters', name);
  }

  /** New positions of many, when a list has no room left between two. */
  reposition(change: Change, positions: readonly { id: string; position: string }[]): Promise<void> {
    return repositionRows(change, 'filters', positions);
  }
}
