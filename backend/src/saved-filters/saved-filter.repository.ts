import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import { updateFields } from '../database/update-fields.js';
import { namesAtCreate, namesOf } from '@latch/domain/fields';
import { savedFilterFields } from '@latch/domain/outline-fields';
import { columnNames, insertInto, selectList } from '../fields/field-columns.js';
import type { Change } from '../history/change.js';
import type { SavedFilter } from './saved-filter.js';

const STAMPS = ['version', 'fieldVersions', 'deletedAt', 'deletedWith', 'createdAt', 'updatedAt'];
const COLUMNS = selectList(['id', ...namesOf(savedFilterFields), 'position', ...STAMPS]);
const COLUMN_OF = columnNames([...namesOf(savedFilterFields), 'position'] as const);
const NEW_FIELDS = [...namesAtCreate(savedFilterFields), 'position'] as const;

export type NewSavedFilter = Pick<SavedFilter, 'id' | (typeof NEW_FIELDS)[number]> & { createDigest: Buffer };
export type SavedFilterFields = Partial<Pick<SavedFilter, keyof typeof COLUMN_OF>>;

const INSERT = insertInto('filters', NEW_FIELDS, COLUMNS);

/** Every statement names the owner; what changes something runs within a change, which has locked the owner. */
@Injectable()
export class SavedFilterRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** All that are not deleted, by position. */
  async all(userId: string, manager: EntityManager = this.dataSource.manager): Promise<SavedFilter[]> {
    return onStore(() =>
      manager.query<SavedFilter[]>(
        `SELECT ${COLUMNS} FROM filters WHERE user_id = $1 AND deleted_at IS NULL ORDER BY position, id`,
        [userId],
      ),
    );
  }

  /** A page by id, with those in Trash. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<SavedFilter[]> {
    const behind = after ? 'AND id > $3' : '';
    return onStore(() =>
      this.dataSource.query<SavedFilter[]>(
        `SELECT ${COLUMNS} FROM filters WHERE user_id = $1 ${behind} ORDER BY id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  /** Those of the ids that are there, in Trash too, in no order. */
  async findAll(userId: string, ids: string[]): Promise<SavedFilter[]> {
    return onStore(() =>
      this.dataSource.query<SavedFilter[]>(`SELECT ${COLUMNS} FROM filters WHERE user_id = $1 AND id = ANY($2)`, [
        userId,
        ids,
      ]),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('filters', 'id');
  }

  /** Finds those in Trash as well. */
  async findEvenDeleted(
    { manager, userId }: Change,
    ids: string[],
  ): Promise<(SavedFilter & { createDigest: Buffer | null })[]> {
    return manager.query(
      `SELECT ${COLUMNS}, create_digest AS "createDigest" FROM filters WHERE user_id = $1 AND id = ANY($2)`,
      [userId, ids],
    );
  }

  /** Which filters have this name, whatever the case of its letters; as the unique index sees it, and beyond. */
  async withName({ manager, userId }: Change, name: string): Promise<string[]> {
    const rows = await manager.query<{ id: string; name: string; same: boolean }[]>(
      `SELECT id, name, lower(name) = lower($2) AS same FROM filters WHERE user_id = $1 AND deleted_at IS NULL`,
      [userId, name],
    );
    return rows.filter((row) => row.same || row.name.toLowerCase() === name.toLowerCase()).map(({ id }) => id);
  }

  async insert({ manager, userId, at, revision }: Change, filter: NewSavedFilter): Promise<SavedFilter> {
    const values = NEW_FIELDS.map((name) => filter[name]);
    const given = [userId, filter.id, at, filter.createDigest, revision, ...values];
    const [row] = await manager.query<SavedFilter[]>(INSERT, given);
    return row!;
  }

  async update(change: Change, id: string, fields: SavedFilterFields, touched: string[]): Promise<SavedFilter> {
    const target = { table: 'filters', id, columns: COLUMN_OF, returning: COLUMNS };
    return updateFields<SavedFilter>(change, target, fields, touched);
  }

  /** New positions of many, when the list has no room left between two; no event, since nothing moved. */
  async reposition(
    { manager, userId, revision }: Change,
    positions: { id: string; position: string }[],
  ): Promise<void> {
    await manager.query(
      `UPDATE filters SET position = moved.position, revision = $4 FROM unnest($2::uuid[], $3::text[]) AS moved (id, position)
       WHERE filters.user_id = $1 AND filters.id = moved.id`,
      [userId, positions.map(({ id }) => id), positions.map(({ position }) => position), revision],
    );
  }
}
