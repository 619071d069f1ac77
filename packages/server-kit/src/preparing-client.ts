import { Client, type ClientConfig, type QueryResult } from 'pg';
import { Batch, type Statement } from './batch.js';
import { sqlStateOf } from './outage.js';

/** So many are kept at most, with their plans, by each connection; further ones are planned each time. */
const MOST_STATEMENTS = 200;

/**
 * What PostgreSQL says when a kept statement cannot answer: a migration changed what it reads (0A000), or the session has
 * lost it (26000) or has another of that name (42P05), against all that was learnt of it.
 */
const NOT_KEPT = new Set(['0A000', '26000', '42P05']);

/** Whether the same statement without a name, on a connection outside of a transaction, may be answered. */
export const isStatementLost = (error: unknown): boolean => NOT_KEPT.has(sqlStateOf(error) ?? '');

export interface Preparing {
  /** Whether all statements with values are prepared; else only those that are sent as {@link PreparedQuery}. */
  preparesAll?: boolean;
}

/** Is prepared, whatever becomes of others. */
export interface PreparedQuery {
  text: string;
  values: unknown[];
  prepared: true;
}

/** Whether the process that answers is the one that was connected to, and serves this connection alone. */
const IS_OWN_SESSION = `SELECT FROM pg_stat_activity
  WHERE pid = pg_backend_pid() AND pid = $1 AND backend_type = 'client backend'`;

/** The same on all connections. */
const names = new Map<string, string>();

type Query = (...args: unknown[]) => unknown;

/**
 * A connection that parses and plans a statement once. Names of statements belong to a session, so that they are used
 * only where the connection has one to itself: an embedded database shares one among all, and a pooler changes it.
 * @see https://www.postgresql.org/docs/current/sql-prepare.html
 */
export class PreparingClient extends Client {
  private hasOwnSession = false;
  private readonly preparesAll: boolean;
  /** Names that the session may have from a batch that failed: only a batch may give them again. */
  private readonly doubtful = new Set<string>();

  constructor(config?: ClientConfig & Preparing) {
    super(config);
    this.preparesAll = config?.preparesAll ?? false;
    const query = this.query.bind(this) as Query;
    this.query = ((...args: unknown[]) => {
      const result = query(...this.named(args));
      if (result instanceof Promise) result.catch((error: unknown) => this.leaveWhenLost(error));
      return result;
    }) as typeof this.query;
  }

  /** To be awaited before anything else is asked of it. @throws {Error} when it does not answer */
  async learnItsSession(): Promise<void> {
    const { processID } = this as unknown as { processID: number | null };
    const { rowCount } = await this.query(IS_OWN_SESSION, [processID]);
    this.hasOwnSession = rowCount === 1;
  }

  /**
   * Does several statements in one round trip, each of them prepared.
   * @returns the result of each
   * @throws {Error} of the first that failed; none behind it is done
   */
  async queryAll(statements: Statement[]): Promise<QueryResult[]> {
    const named = statements.map((one) => ({ ...one, name: this.hasOwnSession ? nameOf(one.text) : undefined }));
    try {
      const results = await new Promise<QueryResult[]>((resolve, reject) => {
        const answered = (error: Error | undefined, results: QueryResult | QueryResult[]) =>
          error ? reject(error) : resolve([results].flat());
        this.query(new Batch(named, answered));
      });
      for (const { name } of named) if (name) this.doubtful.delete(name);
      return results;
    } catch (error) {
      for (const { name } of named) if (name) this.doubtful.add(name);
      this.leaveWhenLost(error);
      throw error;
    }
  }

  private named(args: unknown[]): unknown[] {
    const query = this.hasOwnSession ? this.toPrepare(args) : undefined;
    const name = query && nameOf(query.text);
    return name && !this.doubtful.has(name) ? [{ name, text: query.text, values: query.values }, ...query.more] : args;
  }

  private toPrepare([query, values, ...more]: unknown[]) {
    if (typeof query === 'string')
      return this.preparesAll && Array.isArray(values) ? { text: query, values, more } : undefined;
    const { prepared, ...given } = Object(query) as Partial<PreparedQuery>;
    return prepared ? { ...(given as PreparedQuery), more: [values, ...more] } : undefined;
  }

  /** What comes next is planned anew, on another connection. */
  private leaveWhenLost(reason: unknown): void {
    if (isStatementLost(reason)) void this.end().catch(() => {});
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known ?? names.size >= MOST_STATEMENTS) return known;
  const name = `latch_${names.size}`;
  names.set(text, name);
  return name;
}
