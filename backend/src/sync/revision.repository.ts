import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { onStore } from '../database/store.errors.js';

/** Several owners at once: the one statement besides the sweeps that crosses owners. It reads their revisions and nothing else. */
const REVISIONS = 'SELECT user_id, revision FROM owners WHERE user_id = ANY($1::text[])';

/** So many owners are asked about in one statement. */
const CHUNK = 1_000;

@Injectable()
export class RevisionRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * How many changes each of these owners has made. One who is not in the answer has made none, or was erased.
   * @throws {StoreUnavailableError}
   */
  async of(userIds: string[]): Promise<Map<string, bigint>> {
    const revisions = new Map<string, bigint>();
    for (let start = 0; start < userIds.length; start += CHUNK) {
      const some = userIds.slice(start, start + CHUNK);
      const rows = await onStore(() => this.database.query<{ user_id: string; revision: string }[]>(REVISIONS, [some]));
      for (const { user_id: userId, revision } of rows) revisions.set(userId, BigInt(revision));
    }
    return revisions;
  }
}
