import type { EntityManager } from 'typeorm';

/** Where a row with a version is, and which column holds which of its fields. */
interface Target {
  table: string;
  id: string;
  columns: Record<string, string>;
  /** What to answer with, under the names of its row. */
  returning: string;
}

/** As much of a change as a statement needs. */
export interface Writing {
  manager: EntityManager;
  userId: string;
  at: string;
  revision: string;
}

/**
 * Writes some fields of one row of an owner, deleted or not, raises its version and notes it for what was touched.
 * @param touched the names under which the fields are merged, such as `place` for a parent and a position
 */
export async function updateFields<Row>(
  { manager, userId, at, revision }: Writing,
  { table, id, columns, returning }: Target,
  fields: Record<string, unknown>,
  touched: string[],
): Promise<Row> {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  const sets = names.map((name, index) => `${columns[name]} = $${index + 6}`);
  const [rows] = await manager.query<[Row[], number]>(
    `UPDATE ${table} SET ${[...sets, 'version = version + 1', 'updated_at = $3', 'revision = $5'].join(', ')},
       field_versions = field_versions || (SELECT jsonb_object_agg(name, version + 1) FROM unnest($4::text[]) AS name)
     WHERE user_id = $1 AND id = $2 RETURNING ${returning}`,
    [userId, id, at, touched, revision, ...names.map((name) => fields[name])],
  );
  return rows[0]!;
}
