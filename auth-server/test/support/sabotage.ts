import { sql } from './databases.mjs';

/**
 * Makes one kind of statement on a table fail, or have another effect, until it is undone.
 * @param effect in PL/pgSQL, for each row
 * @returns undoes it
 */
export async function sabotage(
  databaseUrl: string,
  when: 'delete' | 'update' | 'insert',
  table: string,
  effect = `raise exception 'no'`,
): Promise<() => Promise<unknown>> {
  await sql(databaseUrl, `create function sabotage() returns trigger language plpgsql as $$ begin ${effect}; end $$`);
  await sql(databaseUrl, `create trigger sabotage before ${when} on ${table} for each row execute function sabotage()`);
  return () => sql(databaseUrl, 'drop function sabotage cascade');
}
