import { Client, type ClientConfig } from 'pg';

/**
 * Gives up a connection on which a query has timed out. `pg` alone returns it to the pool, where the next query would
 * wait behind the one that never ends, until the operating system notices the dead connection a quarter of an hour later.
 */
export class DisconnectingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const result = query(...args);
      if (result instanceof Promise) result.catch((error: Error) => this.leaveAfterTimeout(error));
      return result;
    }) as typeof this.query;
  }

  private leaveAfterTimeout({ message }: Error): void {
    if (message !== 'Query read timeout') return;
    // Marks it as ending at once, so that the pool does not hand it out while its socket closes.
    void this.end().catch(() => {});
    this.connection.stream.destroy();
  }
}
