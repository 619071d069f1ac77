import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { onStore } from '../database/store.errors.js';
import type { Change, NewEvent } from './change.js';
import { ChangeRepository } from './change.repository.js';
import { CommittedChanges } from './committed-changes.js';

/** What a change takes back or makes again. */
export interface ChangeOf {
  cause: 'undo' | 'redo';
  ofId: string;
}

/** The one way to change anything. */
@Injectable()
export class ChangeService {
  constructor(
    private readonly database: DataSource,
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
    { userId }: AuthenticatedUser,
    changeId: string | undefined,
    work: (change: Change) => Promise<T>,
    as?: ChangeOf,
  ): Promise<T> {
    let revision = '';
    const result = await this.inTransaction(async (manager) => {
      const events: NewEvent[] = [];
      revision = await this.changes.lock(manager, userId);
      const record = (...more: NewEvent[]) => void events.push(...more);
      const change = changeOf(manager, { userId, revision, record, id: changeId });
      const done = await work(change);
      if (events.length > 0) {
        await this.changes.record(change, events, as?.cause ?? 'change', as?.ofId ?? null);
      }
      return done;
    });
    this.committed.announce(userId, revision);
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
    await this.inTransaction(async (manager) => {
      const revision = await this.changes.lockToErase(manager, userId);
      const change = changeOf(manager, { userId, revision, record: () => {} });
      await work(change);
      await this.changes.refuse(change, refusedSeconds);
    });
    this.committed.announce(userId, null);
  }

  /** Forgets whose changes were refused once they need not be any more. @returns how many owners that were */
  async forgetErased(): Promise<number> {
    return this.changes.forgetErased();
  }

  private inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return onStore(() => this.database.transaction(work));
  }
}

type Given = Pick<Change, 'userId' | 'revision' | 'record'> & { id?: string };

function changeOf(manager: EntityManager, { id = uuidV7(), ...given }: Given): Change {
  return { manager, id, at: new Date().toISOString(), ...given };
}
