import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { idsWithName, OwnedRows, STAMPS } from '../database/owned-rows.js';
import { onStore } from '../database/store.errors.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Label } from './label.js';

const COLUMNS = selectList(['id', ...namesOf(labelFields), ...STAMPS]);
const COLUMN_OF = columnNames(namesOf(labelFields));
const NEW_FIELDS = namesAtCreate(labelFields);

export type NewLabel = Pick<Label, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type LabelFields = Partial<Pick<Label, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('labels', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class LabelRepository extends OwnedRows<Label, NewLabel, LabelFields> {
  constructor(dataSource: DataSource) {
    super(dataSource, {
      table: 'labels',
      columns: COLUMNS,
      columnOf: COLUMN_OF,
      insert: INSERT,
      newFields: NEW_FIELDS,
    });
  }

  /** All that are not deleted; sorted where they are shown. */
  async all(userId: string): Promise<Label[]> {
    return onStore(() =>
      this.dataSource.query<Label[]>(
        `SELECT ${COLUMNS} FROM labels WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id`,
        [userId],
      ),
    );
  }

  /** Those of the ids that are labels of the owner and not deleted. */
  async findExisting({ manager, userId }: Change, ids: string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      'SELECT id FROM labels WHERE user_id = $1 AND id = ANY($2) AND deleted_at IS NULL',
      [userId, ids],
    );
    return rows.map(({ id }) => id);
  }

  async count({ manager, userId }: Change): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      'SELECT count(*)::int FROM labels WHERE user_id = $1 AND deleted_at IS NULL',
      [userId],
    );
    return row!.count;
  }

  /** Which have this name, whatever the case of its letters. */
  withName(change: Change, name: string): Promise<string[]> {
    return idsWithName(change, 'labels', name);
  }
}
