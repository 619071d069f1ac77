import pg, { type PoolClient, type PoolConfig } from 'pg';
import { TimedClient } from './timed-client.js';

/** What is left for the query itself when a connection came at the last moment, in milliseconds. */
const LEAST_FOR_QUERY_MS = 250;

/** How long what is done on one connection may take, and how many may wait for one. */
export interface PoolLimits {
  /** Waiting for a connection and the query together, in milliseconds; 0 for no limit. */
  operationMs: number;
  /** Further ones are refused at once, since their turn would come too late anyway. */
  mostWaiting: number;
}

type Config = PoolConfig & PoolLimits;
type Callback = (error: Error | undefined, client: PoolClient | undefined, release: PoolClient['release']) => void;

/**
 * `pg`'s pool with one deadline for waiting and query together, and a waiting line that ends somewhere. The server is
 * asked to keep limits too, so that a query nobody waits for any more ends there as well; one that will not hear of them,
 * as some poolers, is used without.
 */
export class BoundedPool extends pg.Pool {
  private readonly limits: PoolLimits;

  constructor({ operationMs, mostWaiting, ...config }: Config) {
    const connectionTimeoutMillis = operationMs ? operationMs - LEAST_FOR_QUERY_MS : config.connectionTimeoutMillis;
    super({ ...config, connectionTimeoutMillis, Client: TimedClient });
    this.limits = { operationMs, mostWaiting };
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | void {
    const taken = this.take();
    if (!callback) return taken;
    taken.then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  private async take(): Promise<PoolClient> {
    const { operationMs, mostWaiting } = this.limits;
    // Those for whom an idle connection is there are in the line for a moment too.
    if (this.waitingCount - this.idleCount >= mostWaiting) throw new Error('Too many wait for a database connection');
    const deadline = operationMs ? performance.now() + operationMs : undefined;
    const client = await super.connect().catch((error: Error) => this.takeUnlimited(error));
    (client as PoolClient & TimedClient).deadline = deadline;
    return client;
  }

  private takeUnlimited(error: Error): Promise<PoolClient> {
    if (!/unsupported startup parameter/i.test(error.message)) throw error;
    const options = this.options as PoolConfig;
    for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const)
      delete options[name];
    return super.connect();
  }
}
