import type { DataSource } from 'typeorm';

/** Statements that have no plan. */
const WITHOUT_PLAN = /^(START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT)/;

/** A statement that was sent, and how PostgreSQL goes about it. */
export interface Plan {
  statement: string;
  text: string;
  /** As the planner estimates it. */
  cost: number;
}

/** The plans of all statements that the work sends. */
export async function plansOf(database: DataSource, work: () => Promise<unknown>): Promise<Plan[]> {
  const sent: [string, unknown[]][] = [];
  const original = database.logger.logQuery.bind(database.logger);
  database.logger.logQuery = (query, parameters = []) => void sent.push([query, parameters as unknown[]]);
  await work().finally(() => (database.logger.logQuery = original));
  const plans: Plan[] = [];
  for (const [statement, parameters] of sent) {
    if (WITHOUT_PLAN.test(statement)) continue;
    const rows = await database.query<Record<string, string>[]>(`EXPLAIN ${statement}`, parameters);
    const lines = rows.map((row) => Object.values(row)[0]!);
    plans.push({ statement, text: lines.join('\n'), cost: Number(/\.\.(\d+)/.exec(lines[0]!)?.[1]) });
  }
  return plans;
}
