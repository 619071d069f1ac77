import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { onStore } from '../database/store.errors.js';
import type { Change, Cause, NewEvent } from './change.js';
import { AccountBeingDeletedError } from './history.errors.js';

/**
 * Writers of one owner take an advisory lock before the row: PostgreSQL grants it in the order of asking, while a writer that
 * waits for a changed row begins again and may be overtaken.
 */
const LOCK = `WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1, 0)))
  INSERT INTO owners (user_id, revision) SELECT $1, 1 FROM turn
  ON CONFLICT (user_id) DO UPDATE SET revision = owners.revision + 1 RETURNING revision`;

const RECORD = `WITH change AS (
    INSERT INTO changes (user_id, revision, id, actor, at, cause, of_id) VALUES ($1, $2, $3, $1, $4, $5, $6)
  )
  INSERT INTO events (user_id, revision, seq, entity, entity_id, title, field, before, after)
  SELECT $1, $2, seq, entity, entity_id, title, field, before, after
  FROM jsonb_to_recordset($7::jsonb)
    AS event (seq int, entity text, entity_id uuid, title text, field text, before jsonb, after jsonb)`;

const DIGEST = `sha256(convert_to($1, 'UTF8'))`;

const IS_REFUSED = `SELECT FROM erased_owners WHERE owner_digest = ${DIGEST} AND refused_until > clock_timestamp()`;

const REFUSE = `INSERT INTO erased_owners (owner_digest, refused_until)
  VALUES (${DIGEST}, clock_timestamp() + make_interval(secs => $2))
  ON CONFLICT (owner_digest) DO UPDATE SET refused_until = excluded.refused_until`;

/** What an owner's first change of all has, and the first after everything of theirs was erased. */
const FIRST_REVISION = '1';

@Injectable()
export class ChangeRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes every other change of this owner wait until the transaction ends, each for its turn.
   * @returns the number of this change
   * @throws {AccountBeingDeletedError} when everything of this owner was erased a moment ago
   */
  async lock(manager: EntityManager, userId: string): Promise<string> {
    const revision = await this.lockToErase(manager, userId);
    // Where the owner's row was there still, nothing has been erased. A statement of its own, since the one that waited for its
    // turn does not see what was committed meanwhile.
    if (revision === FIRST_REVISION && (await manager.query<unknown[]>(IS_REFUSED, [userId])).length > 0)
      throw new AccountBeingDeletedError();
    return revision;
  }

  /** The same, for owners of whom everything was erased too. */
  async lockToErase(manager: EntityManager, userId: string): Promise<string> {
    const [owner] = await manager.query<[{ revision: string }]>(LOCK, [userId]);
    return owner.revision;
  }

  /** From now on `lock` refuses this owner, for so many seconds; known once the transaction ends. */
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

  async record(change: Change, events: NewEvent[], cause: Cause, ofId: string | null): Promise<void> {
    const rows = events.map(({ entityId, ...event }, seq) => ({ ...event, seq, entity_id: entityId }));
    const { manager, userId, revision, id, at } = change;
    await manager.query(RECORD, [userId, revision, id, at, cause, ofId, JSON.stringify(rows)]);
  }
}
