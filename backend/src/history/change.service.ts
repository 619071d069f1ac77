import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { Change, type ChangeOf } from './change.js';
import { ChangeRepository } from './change.repository.js';
import { CommittedChanges } from './committed-changes.js';

/** The one way to change anything. */
@Injectable()
export class ChangeService {
  constructor(
    private readonly changes: ChangeRepository,
    private readonly committed: CommittedChanges,
  ) {}

  /**
   * Does the work in one transaction, after every earlier change of this owner and before any later one, and writes
   * down its events with it. Work that records none leaves no change behind.
   * @param changeId names the change; a new id without one
   * @throws {AccountBeingDeletedError} when everything of this owner was erased a moment ago
   * @throws {StoreUnavailableError} and whatever the work throws; nothing is changed then
   */
  async run<T>(
    { userId }: Pick<AuthenticatedUser, 'userId'>,
    changeId: string | undefined,
    work: (change: Change) => Promise<T>,
    as?: ChangeOf,
  ): Promise<T> {
    let number = '';
    const result = await this.changes.inTurn(userId, async (manager, revision) => {
      await this.changes.refuseErased(manager, userId, revision);
      const change = new Change({ manager, userId, revision, id: changeId, as });
      const done = await work(change);
      await change.finish();
      number = change.lastRevision;
      return done;
    });
    this.committed.announce(userId, number);
    return result;
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
    await this.changes.inTurn(userId, async (manager, revision) => {
      const change = new Change({ manager, userId, revision });
      await work(change);
      await this.changes.refuse(change, refusedSeconds);
    });
    this.committed.announce(userId, null);
  }

  /** Forgets whose changes were refused once they need not be any more. @returns how many owners that were */
  async forgetErased(): Promise<number> {
    return this.changes.forgetErased();
  }
}
