import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { Change, type ChangeName, type ChangeOf, type NamedChange } from './change.js';
import { ChangeRepository } from './change.repository.js';
import { CommittedChanges } from './committed-changes.js';
import { AccountBeingDeletedError, NothingChangedError } from './history.errors.js';
import type { Transaction } from './transaction.js';

/** The one way to change anything. */
@Injectable()
export class ChangeService {
  constructor(
    private readonly changes: ChangeRepository,
    private readonly committed: CommittedChanges,
  ) {}

  /**
   * Does the work in one transaction, after every earlier change of this owner and before any later one, and writes
   * down its events with it. Work that records none leaves no change behind. Work of a request that was carried out before must
   * leave all as it is.
   * @param changeId names the change; a new id without one
   * @see Change.isRepeated
   * @throws {AccountBeingDeletedError} when everything of this owner was erased a moment ago
   * @throws {StoreUnavailableError} and whatever the work throws; nothing is changed then
   */
  async run<T>(
    { userId }: Pick<AuthenticatedUser, 'userId'>,
    changeId: ChangeName | undefined,
    work: (change: Change) => Promise<T>,
    as?: ChangeOf,
  ): Promise<T> {
    return this.runByReading(
      { userId },
      changeId,
      async (change) => {
        await change.begin();
        return work(change);
      },
      as,
    );
  }

  /** The same for work that begins with {@link Change.read}, which saves a round trip. */
  async runByReading<T>(
    { userId }: Pick<AuthenticatedUser, 'userId'>,
    changeId: ChangeName | undefined,
    work: (change: Change) => Promise<T>,
    as?: ChangeOf,
  ): Promise<T> {
    let number = '';
    const { id, key, onMade }: Partial<NamedChange> = typeof changeId === 'object' ? changeId : { id: changeId };
    const request = id && key ? { id, key } : undefined;
    const inTransaction = async (transaction: Transaction) => {
      const change = new Change({ transaction, userId, id, key, as });
      const done = await work(change);
      change.finish();
      number = change.lastRevision;
      return done;
    };
    const result = await this.changes.inTurn(userId, inTransaction, { request });
    this.committed.announce(userId, number);
    onMade?.(number);
    return result;
  }

  /**
   * Removes what an owner has not asked to be removed. Where nothing is left to remove, since another replica was first or everything
   * of the owner was erased, there is no change: no device is told, and no row of `owners` is made.
   * @param remove returns how much it removed
   * @returns how much
   */
  async sweep(userId: string, remove: (change: Change) => Promise<number>): Promise<number> {
    try {
      return await this.run({ userId }, undefined, async (change) => {
        const count = await remove(change);
        if (count === 0) throw new NothingChangedError();
        return count;
      });
    } catch (error) {
      if (error instanceof NothingChangedError || error instanceof AccountBeingDeletedError) return 0;
      throw error;
    }
  }

  /**
   * Does work that erases everything of one owner, in its turn as any change, and leaves no change behind. Every later one of
   * this owner is refused for a while: it was asked for before, or by a person who is about to be signed out.
   * @param refusedSeconds how long
   * @throws {StoreUnavailableError} and whatever the work throws; nothing is erased or refused then
   */
  async erase(
    { userId }: AuthenticatedUser,
    refusedSeconds: number,
    work: (change: Change) => Promise<void>,
  ): Promise<void> {
    await this.changes.inTurn(
      userId,
      async (transaction) => {
        const change = new Change({ transaction, userId });
        await change.begin();
        await work(change);
        await this.changes.refuse(change, refusedSeconds);
      },
      { isErasing: true },
    );
    this.committed.announce(userId, null);
  }

  /** Forgets whose changes were refused once they need not be any more. @returns how many owners that were */
  async forgetErased(): Promise<number> {
    return this.changes.forgetErased();
  }
}
