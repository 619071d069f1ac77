import type { DataSource, EntityManager } from 'typeorm';
import type { OwnerEraser } from './owner-eraser.js';
import { onStore } from './store.errors.js';
import { updateFields, type Writing } from './update-fields.js';

/** What each of these rows has besides its fields. */
export interface OwnedRow {
  id: string;
  version: number;
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  /** What it went to Trash with; its own id when it went by itself. */
  deletedWith: string | null;
  createdAt: string;
  updatedAt: string;
}

/** The names of all that but the id, in the order in which rows are read. */
export const STAMPS = ['version', 'fieldVersions', 'deletedAt', 'deletedWith', 'createdAt', 'updatedAt'] as const;

/** A table with an owner, an id and a version in each row, and how its rows are read and written. */
interface OwnedTable {
  table: string;
  /** The select list of a row. */
  columns: string;
  /** Which column holds which of the fields that change. */
  columnOf: Record<string, string>;
  /** Inserts a row: owner, id, moment, digest and revision, and then `newFields`. */
  insert: string;
  newFields: readonly string[];
}

/** What the repositories of projects, sections, labels and saved filters have in common. Every statement names the owner. */
export abstract class OwnedRows<
  Row,
  NewRow extends { id: string; createDigest: Buffer },
  RowFields extends Record<string, unknown>,
> {
  protected constructor(
    protected readonly dataSource: DataSource,
    private readonly owned: OwnedTable,
  ) {}

  /** A page by id, with those in Trash. @param after begins behind this id */
  async page(userId: string, limit: number, after?: string): Promise<Row[]> {
    const { table, columns } = this.owned;
    const behind = after ? 'AND id > $3' : '';
    return onStore(() =>
      this.dataSource.query<Row[]>(
        `SELECT ${columns} FROM ${table} WHERE user_id = $1 ${behind} ORDER BY id LIMIT $2`,
        [userId, limit, ...(after ? [after] : [])],
      ),
    );
  }

  /** Those of the ids that are there, in Trash too, in no order. */
  async findAll(userId: string, ids: string[]): Promise<Row[]> {
    const { table, columns } = this.owned;
    return onStore(() =>
      this.dataSource.query<Row[]>(`SELECT ${columns} FROM ${table} WHERE user_id = $1 AND id = ANY($2)`, [
        userId,
        ids,
      ]),
    );
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase(this.owned.table, 'id');
  }

  /** Finds those in Trash as well. */
  async findEvenDeleted(
    { manager, userId }: Writing,
    ids: string[],
  ): Promise<(Row & { createDigest: Buffer | null })[]> {
    const { table, columns } = this.owned;
    return manager.query(
      `SELECT ${columns}, create_digest AS "createDigest" FROM ${table} WHERE user_id = $1 AND id = ANY($2)`,
      [userId, ids],
    );
  }

  async insert({ manager, userId, at, revision }: Writing, row: NewRow): Promise<Row> {
    const values = this.owned.newFields.map((name) => row[name as keyof NewRow]);
    const given = [userId, row.id, at, row.createDigest, revision, ...values];
    const [inserted] = await manager.query<Row[]>(this.owned.insert, given);
    return inserted!;
  }

  async update(change: Writing, id: string, fields: RowFields, touched: string[]): Promise<Row> {
    const { table, columnOf, columns } = this.owned;
    return updateFields<Row>(change, { table, id, columns: columnOf, returning: columns }, fields, touched);
  }
}

/** New positions of many, when a list has no room left between two; no event, since nothing moved. */
export async function repositionRows(
  { manager, userId, revision }: Writing,
  table: string,
  positions: readonly { id: string; position: string }[],
): Promise<void> {
  await manager.query(
    `UPDATE ${table} SET position = moved.position, revision = $4 FROM unnest($2::uuid[], $3::text[]) AS moved (id, position)
       WHERE ${table}.user_id = $1 AND ${table}.id = moved.id`,
    [userId, positions.map(({ id }) => id), positions.map(({ position }) => position), revision],
  );
}

/** Which rows that are not deleted have this name, whatever the case of its letters; as the unique index sees it, and beyond. */
export async function idsWithName(
  { manager, userId }: { manager: EntityManager; userId: string },
  table: string,
  name: string,
): Promise<string[]> {
  const rows = await manager.query<{ id: string; name: string; same: boolean }[]>(
    `SELECT id, name, lower(name) = lower($2) AS same FROM ${table} WHERE user_id = $1 AND deleted_at IS NULL`,
    [userId, name],
  );
  return rows.filter((row) => row.same || row.name.toLowerCase() === name.toLowerCase()).map(({ id }) => id);
}
