import type { ClientConfig, QueryResult } from 'pg';
import type { Statement } from './batch.js';
import { type Preparing, PreparingClient } from './preparing-client.js';

/**
 * A connection whose queries must be answered by a deadline, and which is given up when one is not. `pg` alone returns it
 * to the pool, where the next query would wait behind the one that never ends, until the operating system notices the
 * dead connection a quarter of an hour later.
 */
export class TimedClient extends PreparingClient {
  /** In the time of `performance.now()`; without one a query may take as long as it likes. */
  deadline: number | undefined;
  readonly madeAt = performance.now();

  constructor(config?: ClientConfig & Preparing) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      this.limitNextQuery();
      const result = query(...args);
      if (result instanceof Promise) result.catch((error: Error) => this.leaveAfterTimeout(error));
      return result;
    }) as typeof this.query;
  }

  override async queryAll(statements: Statement[]): Promise<QueryResult[]> {
    try {
      return await super.queryAll(statements);
    } catch (error) {
      this.leaveAfterTimeout(error as Error);
      throw error;
    }
  }

  /** On this side of the wire, because a server that does not answer keeps no limit. */
  private limitNextQuery(): void {
    const { connectionParameters } = this as unknown as { connectionParameters: { query_timeout: number } };
    connectionParameters.query_timeout =
      this.deadline === undefined ? 0 : Math.max(1, Math.ceil(this.deadline - performance.now()));
  }

  private leaveAfterTimeout({ message }: Error): void {
    if (message !== 'Query read timeout') return;
    // Marks it as ending at once, so that the pool does not hand it out while its socket closes.
    void this.end().catch(() => {});
    this.connection.stream.destroy();
  }
}
