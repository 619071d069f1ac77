import type { DataSource } from 'typeorm';

/** The tables in which this owner is named, in whatever column, as the database itself lists them: no later one is forgotten. */
export async function tablesThatName(database: DataSource, userId: string): Promise<string[]> {
  const tables = await database.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const naming: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query<unknown[]>(
      `SELECT FROM "${name}" AS whole_row WHERE strpos(whole_row::text, $1) > 0 LIMIT 1`,
      [userId],
    );
    if (rows.length > 0) naming.push(name);
  }
  return naming;
}
