import { escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';

/** Statements that have no plan. */
const WITHOUT_PLAN = /^(START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT)/;

/** A statement that was sent, and how PostgreSQL goes about it. */
export interface Plan {
  statement: string;
  parameters: unknown[];
  text: string;
}

/** The statements that the work sends, with their parameters. */
export async function statementsOf(database: DataSource, work: () => Promise<unknown>): Promise<[string, unknown[]][]> {
  const sent: [string, unknown[]][] = [];
  const original = database.logger.logQuery.bind(database.logger);
  database.logger.logQuery = (query, parameters = []) => void sent.push([query, parameters as unknown[]]);
  await work().finally(() => (database.logger.logQuery = original));
  return sent.filter(([statement]) => !WITHOUT_PLAN.test(statement));
}

/**
 * The plans of all statements that the work sends: for the very values that it sends, and as one that is kept for any
 * values, which knows neither how many rows an owner has nor how many ids there are in an array.
 */
export async function plansOf(database: DataSource, work: () => Promise<unknown>): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const [statement, parameters] of await statementsOf(database, work)) {
    for (const mode of ['force_custom_plan', 'force_generic_plan'] as const) {
      const lines = await explain(database, mode, statement, parameters);
      plans.push({ statement, parameters, text: lines.join('\n') });
    }
  }
  return plans;
}

async function explain(database: DataSource, mode: string, statement: string, parameters: unknown[]) {
  // One connection, and a transaction, so that neither the setting nor the statement's name reaches another.
  return database.transaction(async (manager) => {
    await manager.query(`SET LOCAL plan_cache_mode = ${mode}`);
    await manager.query(`PREPARE explained AS ${statement}`);
    const values = parameters.length > 0 ? `(${parameters.map(literalOf).join(', ')})` : '';
    const rows = await manager.query<Record<string, string>[]>(`EXPLAIN EXECUTE explained${values}`);
    await manager.query('DEALLOCATE explained');
    return rows.map((row) => Object.values(row)[0]!);
  });
}

function literalOf(value: unknown): string {
  return value === null || value === undefined ? 'NULL' : escapeLiteral(textOf(value));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map((item) => JSON.stringify(item)).join(',')}}`;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return value instanceof Date ? value.toISOString() : String(value);
}
