import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onStatements, onStore } from '../database/store.errors.js';
import type { Change } from './change.js';
import { DIGEST, Transaction, type TransactionOptions, numberOf } from './transaction.js';

const REFUSE = `INSERT INTO erased_owners (owner_digest, refused_until)
  VALUES (${DIGEST}, clock_timestamp() + make_interval(secs => $2))
  ON CONFLICT (owner_digest) DO UPDATE SET refused_until = excluded.refused_until`;

/** Transactions that change what one owner has. */
@Injectable()
export class ChangeRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Does the work in a transaction, after every earlier one of this owner and before any later one: committed when the work
   * is done, rolled back when it fails.
   * @throws {StoreUnavailableError} and whatever the work throws
   */
  async inTurn<T>(
    userId: string,
    work: (transaction: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const transaction = await onStore(() => Transaction.of(runner, userId, options));
      return await onStatements(async () => {
        try {
          const result = await work(transaction);
          await transaction.commit();
          return result;
        } catch (error) {
          throw await transaction.rollBack(error);
        }
      });
    } finally {
      await runner.release();
    }
  }

  /** The number of a further step of the same transaction. */
  async nextRevision(change: Change): Promise<string> {
    const [owner] = await change.manager.query<[{ revision: string }]>(numberOf('$1'), [change.userId]);
    change.lastRevision = owner.revision;
    return owner.revision;
  }

  /** From now on changes of this owner are refused, for so many seconds; known once the transaction ends. */
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
}
