import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { type PoolClient, type QueryResultRow, types } from 'pg';
import { BoundedPool } from '@latch/server-kit/bounded-pool';
import { refusalExplainer } from '@latch/server-kit/database-settings';
import type { Logger } from '@latch/server-kit/logger';
import { isOutage } from '@latch/server-kit/outage';
import { isStatementLost, type PreparedQuery } from '@latch/server-kit/preparing-client';
import type { PoolState } from '@latch/server-kit/server-metrics';

/** Shorter than the 1.5 s the backend waits for a session check. */
export const OPERATION_MS = 1_400;
const MOST_WAITING = 500;

/** What went wrong in the database while some work ran. */
export interface Trouble {
  /** It could not be reached, or did not answer in time. */
  outage?: boolean;
  /** There is an account with this e-mail address already. */
  emailTaken?: boolean;
  /** The account that something was to belong to is gone: it was deleted meanwhile. */
  accountGone?: boolean;
}

export type Query = <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

export class Database {
  readonly #pool: BoundedPool;
  readonly #watch = new AsyncLocalStorage<Trouble>();

  /**
   * @param operationMs what one operation may take, waiting for a connection included
   * @param variable the one that the password stands in, to be named where the database refuses it
   */
  constructor(connectionString: string, logger: Logger, operationMs = OPERATION_MS, variable = 'AUTH_DATABASE_URL') {
    this.#pool = new BoundedPool({
      connectionString,
      explain: refusalExplainer({ url: connectionString, variable }, (sentence) => logger.error(sentence)),
      max: 10,
      operationMs,
      mostWaiting: MOST_WAITING,
      application_name: 'latch-auth-server',
      types: { getTypeParser: parserOf },
    });
    // Without a listener an idle connection that breaks, as in a database restart, ends the process.
    this.#pool.on('error', (err) => logger.warn({ err }, 'a database connection was lost'));
  }

  /**
   * One statement on any free connection.
   * @throws {Error} also when it takes longer than an operation may
   */
  async query<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(text, values)).rows;
  }

  /**
   * Statements that count together or, when one of them or the work fails, not at all. An embedded database answers nobody
   * else meanwhile, so the work must wait for nothing but them.
   * @throws {Error} also when all of them take longer than an operation may
   */
  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      const result = await work(async (text, values = []) => (await client.query(text, values)).rows);
      await client.query('commit');
      return result;
    } catch (error) {
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /**
   * A statement that only reads and is asked again and again: each connection parses and plans it once, where it has a
   * session to itself.
   */
  async queryPrepared<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    const query: PreparedQuery = { text, values, prepared: true };
    try {
      return (await this.#pool.query<Row>(query)).rows;
    } catch (error) {
      if (!isStatementLost(error)) throw error;
      return this.query(text, values);
    }
  }

  /**
   * Runs work and gives it the list of what goes wrong in the database meanwhile. Better Auth swallows some database
   * errors and answers as if a session or a user did not exist; this is how one can tell.
   */
  watching<T>(work: (trouble: Trouble) => Promise<T>): Promise<T> {
    const trouble: Trouble = {};
    return this.#watch.run(trouble, () => work(trouble));
  }

  /** The pool as Kysely takes it, watched. */
  asKyselyPool(): PostgresPool {
    return {
      connect: async () => this.#watched(await this.#connect().catch((error) => this.#note(error))),
      end: () => this.close(),
    };
  }

  get poolState(): PoolState {
    return this.#pool;
  }

  async close(): Promise<void> {
    if (!this.#pool.ended && !this.#pool.ending) await this.#pool.end();
  }

  /** After one outage the rest of the same work is not tried: it could only make a person who asked wait as long again. */
  async #connect(): Promise<PoolClient> {
    if (this.#watch.getStore()?.outage) throw new Error('the database did not answer a moment ago');
    return this.#pool.connect();
  }

  #watched(client: PoolClient): PostgresPoolClient {
    let broken = false;
    const query = async (text: string, values: unknown[]) => {
      try {
        return await client.query(text, values);
      } catch (error) {
        broken ||= isOutage(error);
        return this.#note(error);
      }
    };
    return {
      // Kysely's type also allows cursors, which nothing here uses.
      query: query as unknown as PostgresPoolClient['query'],
      // A connection whose query never came back would make the next one wait behind it.
      release: () => client.release(broken),
    };
  }

  #note(error: unknown): never {
    const trouble = this.#watch.getStore();
    if (trouble && isOutage(error)) trouble.outage = true;
    if (trouble && constraintOf(error) === 'user_email_key') trouble.emailTaken = true;
    if (trouble && isOfGoneAccount(error)) trouble.accountGone = true;
    throw error;
  }
}

export function isOfGoneAccount(error: unknown): boolean {
  return String(constraintOf(error)).endsWith('_userId_fkey');
}

const BIGINT = 20;

/** A bigint as a number: Better Auth calculates with the time of a rate limit, and pg gives a text by default. */
const parserOf: typeof types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === BIGINT ? Number : types.getTypeParser(type, format);

function constraintOf(error: unknown): unknown {
  return (Object(error) as { constraint?: unknown }).constraint;
}
