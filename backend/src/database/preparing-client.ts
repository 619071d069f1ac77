import { Client, type ClientConfig } from 'pg';

/** So many are kept at most, with their plans, by each connection; further ones are planned each time. */
const MOST_STATEMENTS = 200;

/** What PostgreSQL says when a kept plan cannot answer as it did, since a migration changed what it reads. */
const PLAN_OUTDATED = '0A000';

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

  constructor(config?: ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    this.query = ((...args: unknown[]) => {
      const result = query(...this.named(args));
      if (result instanceof Promise) result.catch((error: { code?: unknown }) => this.leaveWhenOutdated(error));
      return result;
    }) as typeof this.query;
  }

  /** To be awaited before anything else is asked of it. @throws {Error} when it does not answer */
  async learnItsSession(): Promise<void> {
    const { processID } = this as unknown as { processID: number | null };
    const { rowCount } = await this.query(IS_OWN_SESSION, [processID]);
    this.hasOwnSession = rowCount === 1;
  }

  private named([text, values, ...more]: unknown[]): unknown[] {
    if (!this.hasOwnSession || typeof text !== 'string' || !Array.isArray(values)) return [text, values, ...more];
    const name = nameOf(text);
    return name ? [{ name, text, values }, ...more] : [text, values, ...more];
  }

  /** What comes next is planned anew, on another connection. */
  private leaveWhenOutdated({ code }: { code?: unknown }): void {
    if (code === PLAN_OUTDATED) void this.end().catch(() => {});
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known ?? names.size >= MOST_STATEMENTS) return known;
  const name = `latch_${names.size}`;
  names.set(text, name);
  return name;
}
