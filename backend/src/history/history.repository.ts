import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { agedRows } from '../database/aged-rows.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import type { Cause, Change } from './change.js';
import type { ChangeSummary, HistoryPlace, NamedChange, RecordedEvent } from './history.js';

const EVENT = `events.revision, events.seq, changes.id AS "changeId", at, actor, cause, entity,
  entity_id AS "entityId", title, field, before, after`;

/** Reads what `ChangeService` has written. */
@Injectable()
export class HistoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What happened to one thing, the newest first. @param limit rows at most @param after begins behind this place */
  async ofEntity(userId: string, entityId: string, limit: number, after?: HistoryPlace): Promise<RecordedEvent[]> {
    const behind = after ? 'AND (events.revision, events.seq) < ($4, $5)' : '';
    return onStore(() =>
      this.dataSource.query<RecordedEvent[]>(
        `SELECT ${EVENT} FROM events JOIN changes USING (user_id, revision)
         WHERE events.user_id = $1 AND entity_id = $2 ${behind}
         ORDER BY events.revision DESC, events.seq DESC LIMIT $3`,
        [userId, entityId, limit, ...(after ? [after.revision, after.seq] : [])],
      ),
    );
  }

  /**
   * The last changes, several requests under one id being one. Only so many requests are looked at, so that a change of
   * thousands of them does not hold up the answer.
   */
  async lastChanges(userId: string, limit: number): Promise<ChangeSummary[]> {
    return onStore(() =>
      this.dataSource.query<ChangeSummary[]>(
        `WITH recent AS MATERIALIZED (
           SELECT revision, id, at FROM changes WHERE user_id = $1 AND cause = 'change' ORDER BY revision DESC LIMIT $2 * 10
         ), named AS MATERIALIZED (
           SELECT id, max(revision) AS last, array_agg(revision) AS revisions, max(at) AS at FROM recent
           GROUP BY id ORDER BY last DESC LIMIT $2
         )
         SELECT named.id, named.at, touched.entity, touched.title, touched.count,
           COALESCE((SELECT cause = 'undo' AND turn.revision > last FROM changes AS turn
             WHERE turn.user_id = $1 AND of_id = named.id ORDER BY turn.revision DESC LIMIT 1), false) AS undone
         FROM named, LATERAL (
           SELECT (array_agg(entity ORDER BY revision, seq))[1] AS entity,
             (array_agg(title ORDER BY revision, seq))[1] AS title, count(DISTINCT entity_id)::int AS count
           FROM events WHERE events.user_id = $1 AND events.revision = ANY(named.revisions)
         ) AS touched
         WHERE touched.count > 0 ORDER BY last DESC`,
        [userId, limit],
      ),
    );
  }

  /** What a change id stands for; undefined when it names none. */
  async find(userId: string, id: string): Promise<NamedChange | undefined> {
    const [row] = await onStore(() =>
      this.dataSource.query<NamedChange[]>(
        `SELECT id, cause, of_id AS "ofId" FROM changes WHERE user_id = $1 AND id = $2
         ORDER BY cause = 'change' DESC, revision DESC LIMIT 1`,
        [userId, id],
      ),
    );
    return row;
  }

  /** Every time a change was made, undone and made again, the newest first. */
  async turnsOf({ manager, userId }: Change, id: string): Promise<{ revision: string; cause: Cause }[]> {
    return manager.query(
      `SELECT revision, cause FROM changes WHERE user_id = $1 AND id = $2 AND cause = 'change'
       UNION ALL SELECT revision, cause FROM changes WHERE user_id = $1 AND of_id = $2
       ORDER BY revision DESC`,
      [userId, id],
    );
  }

  /** The newest first. */
  async eventsOf({ manager, userId }: Change, revision: string): Promise<RecordedEvent[]> {
    return manager.query(
      `SELECT ${EVENT} FROM events JOIN changes USING (user_id, revision)
       WHERE events.user_id = $1 AND events.revision = $2 ORDER BY events.seq DESC`,
      [userId, revision],
    );
  }

  /** Whether somebody put it elsewhere since. */
  async wasPlacedSince({ manager, userId }: Change, entityId: string, revision: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT FROM events WHERE user_id = $1 AND entity_id = $2 AND revision > $3 AND field = 'place' LIMIT 1`,
      [userId, entityId, revision],
    );
    return rows.length > 0;
  }

  /** Notes an undo or a redo that found everything done already, and so leaves no event. */
  async noteTurn(change: Change, cause: Cause, ofId: string): Promise<void> {
    await change.manager.query(
      'INSERT INTO changes (user_id, revision, id, actor, at, cause, of_id) VALUES ($1, $2, $3, $1, $4, $5, $6)',
      [change.userId, change.revision, change.id, change.at, cause, ofId],
    );
  }

  /** Of one owner, with the row that numbers them. Events go first, so that none is looked for once its change goes. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('events', 'revision', 'seq');
    await eraser.erase('changes', 'revision');
    await eraser.erase('owners', 'user_id');
  }

  /**
   * Removes at most `limit` changes of more than `days` days ago with their events. Those that another replica is
   * removing are left to it.
   * @returns how many went
   */
  async purge(days: number, limit: number): Promise<number> {
    const [, count] = await onStore(() =>
      this.dataSource.query<[unknown, number]>(
        `DELETE FROM changes WHERE ctid = ANY(ARRAY(${agedRows('changes', 'at')}))`,
        [days, limit],
      ),
    );
    return count;
  }
}
