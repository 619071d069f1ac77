import { type ClientBase, Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Preparing } from './preparing-client.js';
import { TimedClient } from './timed-client.js';

/** What is left for the query itself when a connection came at the last moment, in milliseconds. */
const LEAST_FOR_QUERY_MS = 250;

/** How long what is done on one connection may take, and how many may wait for one. */
export interface PoolLimits {
  /** Waiting for a connection and the query together, in milliseconds; 0 for no limit. */
  operationMs: number;
  /** Further ones are refused at once, since their turn would come too late anyway. */
  mostWaiting: number;
  /** Makes of an error of connecting what is told instead. */
  explain?: (error: Error) => Error;
}

/**
 * For the server to keep, in milliseconds; shorter than an operation where that makes for a clearer error. Told when
 * connecting: a SET would reach every user of a shared (embedded or pooled) connection.
 */
const serverLimits = (operationMs: number) => ({
  statement_timeout: operationMs,
  lock_timeout: operationMs - 400,
  idle_in_transaction_session_timeout: operationMs + 3_600,
});
const IDLE_MS = 30_000;

type Config = PoolConfig & PoolLimits & Preparing;
type Callback = (error: Error | undefined, client: PoolClient | undefined, release: PoolClient['release']) => void;

/**
 * `pg`'s pool with one deadline for waiting and query together, and a waiting line that ends somewhere. The server is
 * asked to keep limits too, so that a query nobody waits for any more ends there as well; one that will not hear of them,
 * as some poolers, is used without.
 */
export class BoundedPool extends Pool {
  private readonly limits: PoolLimits;

  constructor({ operationMs, mostWaiting, explain, ...config }: Config) {
    const connectionTimeoutMillis = operationMs ? operationMs - LEAST_FOR_QUERY_MS : config.connectionTimeoutMillis;
    const onConnect = async (client: ClientBase) => {
      const timed = client as TimedClient;
      // To connect, and to learn this: both in the time that connecting may take.
      if (connectionTimeoutMillis) timed.deadline = timed.madeAt + connectionTimeoutMillis;
      await timed.learnItsSession();
    };
    // It is awaited, though its type does not say so.
    const awaited = onConnect as PoolConfig['onConnect'];
    super({
      ...(operationMs > 0 && serverLimits(operationMs)),
      idleTimeoutMillis: IDLE_MS,
      keepAlive: true,
      ...config,
      connectionTimeoutMillis,
      Client: TimedClient,
      onConnect: awaited,
    });
    this.limits = { operationMs, mostWaiting, explain };
    // One that is lost between two statements of a transaction would otherwise end the process; the next statement says so.
    this.on('connect', (client) => client.on('error', () => {}));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | void {
    if (callback) return this.take(callback);
    return new Promise((resolve, reject) => this.take((error, client) => (client ? resolve(client) : reject(error))));
  }

  private take(callback: Callback): void {
    const { operationMs, mostWaiting, explain = (error) => error } = this.limits;
    // Those for whom an idle connection is there are in the line for a moment too.
    if (this.waitingCount - this.idleCount >= mostWaiting) {
      callback(new Error('Too many wait for a database connection'), undefined, () => {});
      return;
    }
    const deadline = operationMs ? performance.now() + operationMs : undefined;
    const giveOut: Callback = (error, client, release) => {
      if (client) (client as PoolClient & TimedClient).deadline = deadline;
      callback(error && explain(error), client, release);
    };
    super.connect((error, client, release) => {
      if (error && this.dropServerSettings(error)) super.connect(giveOut);
      else giveOut(error, client, release);
    });
  }

  /** @returns whether it was them that the error is about */
  private dropServerSettings({ message }: Error): boolean {
    if (!/unsupported startup parameter/i.test(message)) return false;
    const config = this.options as PoolConfig;
    for (const name of ['options', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const)
      delete config[name];
    return true;
  }
}
