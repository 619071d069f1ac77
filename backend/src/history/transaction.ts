import type { Statement } from '@latch/server-kit/batch';
import type { PreparingClient } from '@latch/server-kit/preparing-client';
import type { QueryResult, QueryResultRow } from 'pg';
import { type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import { AccountBeingDeletedError } from './history.errors.js';

export const numberOf = (owner: string) => `INSERT INTO owners (user_id, revision) VALUES (${owner}, 1)
  ON CONFLICT (user_id) DO UPDATE SET revision = owners.revision + 1 RETURNING revision`;

/** Waits for the turn of an owner, `$1`, until the transaction ends. */
export const TAKE_TURN = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

export const DIGEST = `sha256(convert_to($1, 'UTF8'))`;

/** Takes a number, and looks whether the request was carried out: `$2` is its change, `$3` its key. */
const NUMBER_OF_REQUEST = `WITH taken AS (${numberOf('$1')})
  SELECT revision, EXISTS (SELECT FROM events WHERE user_id = $1 AND change_id = $2 AND seq = 0 AND request_key = $3) AS repeated
  FROM taken`;

const IS_REFUSED = `SELECT FROM erased_owners WHERE owner_digest = ${DIGEST} AND refused_until > clock_timestamp()`;

/** What an owner's first change of all has, and the first after everything of theirs was erased. */
const FIRST_REVISION = '1';

/** What a request calls itself: its change, and its key among the requests of that. */
export interface KeyedRequest {
  id: string;
  key: string;
}

export interface TransactionOptions {
  /** Where the client named it. */
  request?: KeyedRequest;
  /** Whether the owner may have been erased a moment ago. */
  isErasing?: boolean;
}

const COMMIT = { text: 'COMMIT' };

/** The transaction of one change, in as few round trips as it needs: one that reads once and then writes takes two. */
export class Transaction {
  /** Counts the owner's changes; known once the transaction has begun. */
  revision: string | undefined;
  /** Whether its request was carried out before, and its answer lost; known once it has begun. */
  isRepeated = false;
  private putOff: Statement[] = [];
  private failure: unknown;

  constructor(
    private readonly runner: QueryRunner,
    private readonly client: PreparingClient,
    private readonly userId: string,
    private readonly options: TransactionOptions,
  ) {}

  static async of(runner: QueryRunner, userId: string, options: TransactionOptions = {}): Promise<Transaction> {
    return new Transaction(runner, (await runner.connect()) as PreparingClient, userId, options);
  }

  /** For statements, each of which sees what was put off before it. @throws {Error} before it has begun */
  get manager(): EntityManager {
    if (this.revision === undefined) throw new Error('The change has not begun');
    if (this.putOff.length > 0) void this.send([]).catch((error: unknown) => (this.failure ??= error));
    return this.runner.manager;
  }

  /**
   * Begins, waits for the owner's turn, takes the number of the change, looks whether its request was carried out before and
   * reads, all in one round trip. The advisory lock comes before the row: PostgreSQL grants it in the order of asking, while a
   * writer that waits for a changed row begins again and may be overtaken. Each statement sees what was committed before it, so
   * that the wait is over for those behind the lock.
   * @throws {AccountBeingDeletedError} when everything of this owner was erased a moment ago
   */
  async begin<Row extends QueryResultRow>(first?: Statement): Promise<Row[]> {
    const owner = [this.userId];
    const { request, isErasing = false } = this.options;
    const number = request
      ? this.logged([{ text: NUMBER_OF_REQUEST, values: [this.userId, request.id, request.key] }])
      : [{ text: numberOf('$1'), values: owner }];
    const results = await this.queryAll([
      { text: 'BEGIN' },
      { text: TAKE_TURN, values: owner },
      ...number,
      ...this.logged(first ? [first] : []),
    ]);
    const [, , taken, ...others] = results as QueryResult<{ revision: string; repeated?: boolean }>[];
    this.revision = taken!.rows[0]!.revision;
    this.isRepeated = taken!.rows[0]!.repeated ?? false;
    // Where the owner's row was there still, nothing has been erased.
    const isFirst = this.revision === FIRST_REVISION && !isErasing;
    if (isFirst && (await this.manager.query<unknown[]>(IS_REFUSED, owner)).length > 0)
      throw new AccountBeingDeletedError();
    return (others[0]?.rows ?? []) as unknown as Row[];
  }

  /** Of the next statement, or the first. */
  async read<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    return this.revision === undefined ? this.begin<Row>({ text, values }) : this.manager.query(text, values);
  }

  /** Does a statement of which nothing is read together with the next one, or with the commit. */
  writeLater(text: string, values: unknown[]): void {
    this.putOff.push({ text, values });
  }

  /** In one round trip with what was put off. @throws {Error} when any of the transaction failed; then nothing is changed */
  async commit(): Promise<void> {
    if (this.failure) throw this.failure;
    const results = await this.send([COMMIT]);
    // PostgreSQL answers so where a statement failed and nobody said so.
    if (results.at(-1)!.command !== 'COMMIT') throw new Error('The transaction was rolled back');
  }

  /** @returns what made it fail: after that, every other statement fails as well, and says less */
  async rollBack(reason: unknown): Promise<unknown> {
    this.putOff = [];
    // Where the connection is lost there is nothing left to roll back.
    await this.client.query('ROLLBACK').catch(() => {});
    return this.failure ?? reason;
  }

  private async send(more: Statement[]): Promise<QueryResult[]> {
    const statements = [...this.logged(this.putOff), ...more];
    this.putOff = [];
    return this.queryAll(statements);
  }

  /** @throws {QueryFailedError} as of any other statement */
  private async queryAll(statements: Statement[]): Promise<QueryResult[]> {
    try {
      return await this.client.queryAll(statements);
    } catch (error) {
      throw new QueryFailedError(statements.map(({ text }) => text).join('; '), undefined, error as Error);
    }
  }

  /** As TypeORM does with those that go through it. */
  private logged(statements: Statement[]): Statement[] {
    for (const { text, values } of statements) this.runner.dataSource.logger.logQuery(text, values, this.runner);
    return statements;
  }
}
