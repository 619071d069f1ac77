import { Injectable } from '@nestjs/common';
import { type ClientBase, type QueryResult, escapeLiteral } from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { onStore } from '../database/store.errors.js';
import type { Change } from './change.js';
import { AccountBeingDeletedError } from './history.errors.js';

const numberOf = (owner: string) => `INSERT INTO owners (user_id, revision) VALUES (${owner}, 1)
  ON CONFLICT (user_id) DO UPDATE SET revision = owners.revision + 1 RETURNING revision`;

const DIGEST = `sha256(convert_to($1, 'UTF8'))`;

const IS_REFUSED = `SELECT FROM erased_owners WHERE owner_digest = ${DIGEST} AND refused_until > clock_timestamp()`;

const REFUSE = `INSERT INTO erased_owners (owner_digest, refused_until)
  VALUES (${DIGEST}, clock_timestamp() + make_interval(secs => $2))
  ON CONFLICT (owner_digest) DO UPDATE SET refused_until = excluded.refused_until`;

/** What an owner's first change of all has, and the first after everything of theirs was erased. */
const FIRST_REVISION = '1';

/** Transactions that change what one owner has. */
@Injectable()
export class ChangeRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Does the work in a transaction, after every earlier one of this owner and before any later one: committed when the work
   * is done, rolled back when it fails.
   * @throws {StoreUnavailableError} and whatever the work throws
   */
  async inTurn<T>(userId: string, work: (manager: EntityManager, revision: string) => Promise<T>): Promise<T> {
    return onStore(async () => {
      const runner = this.dataSource.createQueryRunner();
      try {
        const result = await work(runner.manager, await this.begin(runner, userId));
        await runner.query('COMMIT');
        return result;
      } catch (error) {
        // Where the connection is lost there is nothing left to roll back.
        await runner.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        await runner.release();
      }
    });
  }

  /** The number of a further step of the same transaction. */
  async nextRevision(change: Change): Promise<string> {
    const [owner] = await change.manager.query<[{ revision: string }]>(numberOf('$1'), [change.userId]);
    change.lastRevision = owner.revision;
    return owner.revision;
  }

  /** @throws {AccountBeingDeletedError} when everything of this owner was erased a moment ago */
  async refuseErased(manager: EntityManager, userId: string, revision: string): Promise<void> {
    // Where the owner's row was there still, nothing has been erased.
    if (revision === FIRST_REVISION && (await manager.query<unknown[]>(IS_REFUSED, [userId])).length > 0)
      throw new AccountBeingDeletedError();
  }

  /** From now on `refuseErased` refuses this owner, for so many seconds; known once the transaction ends. */
  async refuse({ manager, userId }: Change, seconds: number): Promise<void> {
    await manager.query(REFUSE, [userId, seconds]);
  }

  /** Removes what refuses nobody any more. @returns how many owners that were */
  async forgetErased(): Promise<number> {
    const [, count] = await onStore(() =>
      this.dataSource.query<[unknown, number]>('DELETE FROM erased_owners WHERE refused_until < now()'),
    );
    return count;
  }

  /**
   * Begins the transaction, waits for the owner's turn and takes the number of the change, in one round trip. The advisory
   * lock comes before the row: PostgreSQL grants it in the order of asking, while a writer that waits for a changed row begins
   * again and may be overtaken. Each statement of the text sees what was committed before it, so that the second one's wait is
   * over for the third.
   */
  private async begin(runner: QueryRunner, userId: string): Promise<string> {
    const owner = escapeLiteral(userId);
    const client = (await runner.connect()) as ClientBase;
    const results: unknown = await client.query(
      `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(${owner}, 0)); ${numberOf(owner)}`,
    );
    const [row] = (results as QueryResult<{ revision: string }>[]).at(-1)!.rows;
    return row!.revision;
  }
}
