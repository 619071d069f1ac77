import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, Kysely, type Transaction } from 'kysely';
import type { QueryResultRow } from 'pg';
import type { Query } from '../database.js';

const open = new AsyncLocalStorage<Query>();

/** Kysely for Better Auth, whose database hooks may take part in its transactions. @see queryInTransaction */
export class SharedKysely extends Kysely<unknown> {
  override transaction() {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    return Object.assign(builder, {
      execute: <T>(work: (trx: Transaction<unknown>) => Promise<T>) =>
        execute((trx) => open.run(queryOf(trx), () => work(trx))),
    });
  }
}

/**
 * Statements of ours in the transaction Better Auth is in, so that they count together or not at all.
 * @throws {Error} when it is in none
 */
export function queryInTransaction(): Query {
  const query = open.getStore();
  if (!query) throw new Error('Better Auth is in no transaction');
  return query;
}

function queryOf(trx: Transaction<unknown>): Query {
  return async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
    (await trx.executeQuery(CompiledQuery.raw(text, values))).rows as Row[];
}
