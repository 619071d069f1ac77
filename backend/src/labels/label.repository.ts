import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import { updateFields } from '../database/update-fields.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { labelFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { Label } from './label.js';

const STAMPS = ['version', 'fieldVersions', 'deletedAt', 'deletedWith', 'createdAt', 'updatedAt'];
const COLUMNS = selectList(['id', ...namesOf(labelFields), ...STAMPS]);
const COLUMN_OF = columnNames(namesOf(labelFields));
const NEW_FIELDS = namesAtCreate(labelFields);

export type NewLabel = Pick<Label, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type LabelFields = Partial<Pick<Label, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('labels', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class LabelRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All that are not deleted; sorted where they are shown. */
  async all(userId: string): Promise<Label[]> {
    return onStore(() =>
      this.dataSource.query<Label[]>(
        `SELECT ${COLUMNS} FROM labels WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id`,
        [userId],
      ),
    );
  }

  /** A page by id, with those in Trash. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<Label[]> {
    const behind = after ? 'AND id > $3' : '';
    return onStore(() =>
      this.dataSource.query<Label[]>(
        `SELECT ${COLUMNS} FROM labels WHERE user_id = $1 ${behind} ORDER BY id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  /** Those of the ids that are there, in Trash too, in no order. */
  async findAll(userId: string, ids: string[]): Promise<Label[]> {
    return onStore(() =>
      this.dataSource.query<Label[]>(`SELECT ${COLUMNS} FROM labels WHERE user_id = $1 AND id = ANY($2)`, [
        userId,
        ids,
      ]),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('labels', 'id');
  }

  /** Finds those in Trash as well. */
  async findEvenDeleted(
    { manager, userId }: Change,
    ids: string[],
  ): Promise<(Label & { createDigest: Buffer | null })[]> {
    return manager.query(
      `SELECT ${COLUMNS}, create_digest AS "createDigest" FROM labels WHERE user_id = $1 AND id = ANY($2)`,
      [userId, ids],
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

  /** Which labels have this name, whatever the case of its letters; as the unique index sees it, and beyond. */
  async withName({ manager, userId }: Change, name: string): Promise<string[]> {
    const rows = await manager.query<{ id: string; name: string; same: boolean }[]>(
      `SELECT id, name, lower(name) = lower($2) AS same FROM labels WHERE user_id = $1 AND deleted_at IS NULL`,
      [userId, name],
    );
    return rows.filter((row) => row.same || row.name.toLowerCase() === name.toLowerCase()).map(({ id }) => id);
  }

  async count({ manager, userId }: Change): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      'SELECT count(*)::int FROM labels WHERE user_id = $1 AND deleted_at IS NULL',
      [userId],
    );
    return row!.count;
  }

  async insert({ manager, userId, at, revision }: Change, label: NewLabel): Promise<Label> {
    const values = NEW_FIELDS.map((name) => label[name]);
    const given = [userId, label.id, at, label.createDigest, revision, ...values];
    const [row] = await manager.query<Label[]>(INSERT, given);
    return row!;
  }

  async update(change: Change, id: string, fields: LabelFields, touched: string[]): Promise<Label> {
    const target = { table: 'labels', id, columns: COLUMN_OF, returning: COLUMNS };
    return updateFields<Label>(change, target, fields, touched);
  }
}
