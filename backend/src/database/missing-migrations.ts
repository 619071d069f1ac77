import type { DataSource } from 'typeorm';
import { migrationNames } from './migrations/index.js';

/**
 * The migrations that this version of the backend expects and the database does not have; all of them where none ever ran.
 * @throws {Error} when the database does not answer
 */
export async function missingMigrations(database: DataSource): Promise<string[]> {
  const [table] = await database.query<{ there: boolean }[]>(`SELECT to_regclass('migrations') IS NOT NULL AS there`);
  const rows = table!.there ? await database.query<{ name: string }[]>('SELECT name FROM migrations') : [];
  const ran = new Set(rows.map(({ name }) => name));
  return migrationNames.filter((name) => !ran.has(name));
}
