import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Change, ChangeCause, NewEvent } from './change.js';

/**
 * The row itself is no line to wait in: who waits for it has to begin again whenever it has changed, and whoever comes
 * then may be first. Locks of a number are given in the order in which they were asked for.
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

@Injectable()
export class ChangeRepository {
  /**
   * Makes every other change of this owner wait until the transaction ends, each for its turn.
   * @returns the number of this change
   */
  async lock(manager: EntityManager, userId: string): Promise<string> {
    const [owner] = await manager.query<[{ revision: string }]>(LOCK, [userId]);
    return owner.revision;
  }

  async record(change: Change, events: NewEvent[], cause: ChangeCause, ofId: string | null): Promise<void> {
    const rows = events.map(({ entityId, ...event }, seq) => ({ ...event, seq, entity_id: entityId }));
    const { manager, userId, revision, id, at } = change;
    await manager.query(RECORD, [userId, revision, id, at, cause, ofId, JSON.stringify(rows)]);
  }
}
