import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { onStore } from '../database/store.errors.js';
import type { Change, NewEvent } from './change.js';
import { ChangeRepository } from './change.repository.js';

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
  ) {}

  /**
   * Does the work in one transaction, after every earlier change of this owner and before any later one, and writes
   * down its events with it. Work that records none leaves no change behind.
   * @param changeId names the change; a new id without one
   * @throws {StoreUnavailableError} and whatever the work throws; nothing is changed then
   */
  async run<T>(
    { userId }: AuthenticatedUser,
    changeId: string | undefined,
    work: (change: Change) => Promise<T>,
    as?: ChangeOf,
  ): Promise<T> {
    return onStore(() =>
      this.database.transaction(async (manager) => {
        const events: NewEvent[] = [];
        const revision = await this.changes.lock(manager, userId);
        const record = (...more: NewEvent[]) => void events.push(...more);
        const change: Change = {
          manager,
          userId,
          id: changeId ?? uuidV7(),
          at: new Date().toISOString(),
          revision,
          record,
        };
        const result = await work(change);
        if (events.length > 0) {
          await this.changes.record(change, events, as?.cause ?? 'change', as?.ofId ?? null);
        }
        return result;
      }),
    );
  }
}
