import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import type { Cause, Change } from './change.js';
import type { ChangeSummary, HistoryPlace, NamedChange, RecordedEvent } from './history.js';

/** An owner alone changes what is theirs. */
const EVENT = `revision, seq, change_id AS "changeId", at, user_id AS actor, cause, entity,
  entity_id AS "entityId", title, field, before, after`;

/** One row of each request; all of its rows have the same id, time and cause. */
const REQUEST = 'seq = 0';

/**
 * The oldest requests are locked; those that another replica is removing are left to it. Rows are removed by where they lie
 * (`ctid`), so that no statistics can talk the planner into reading all of them.
 */
const PURGE = `WITH aged AS MATERIALIZED (
    SELECT user_id, revision FROM events WHERE at < now() - make_interval(days => $1) AND ${REQUEST}
    ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED
  ), removed AS (
    DELETE FROM events WHERE ctid = ANY(ARRAY(
      SELECT one.ctid FROM aged CROSS JOIN LATERAL (
        SELECT ctid FROM events WHERE events.user_id = aged.user_id AND events.revision = aged.revision OFFSET 0
      ) one
    ))
  )
  SELECT count(*)::int FROM aged`;

/** Reads what `ChangeService` has written. */
@Injectable()
export class HistoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What happened to one thing, the newest first. @param limit rows at most @param after begins behind this place */
  async ofEntity(userId: string, entityId: string, limit: number, after?: HistoryPlace): Promise<RecordedEvent[]> {
    const behind = after ? 'AND (revision, seq) < ($4, $5)' : '';
    return onStore(() =>
      this.dataSource.query<RecordedEvent[]>(
        `SELECT ${EVENT} FROM events WHERE user_id = $1 AND entity_id = $2 ${behind}
         ORDER BY revision DESC, seq DESC LIMIT $3`,
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
           SELECT revision, change_id AS id, at FROM events WHERE user_id = $1 AND cause = 'change' AND ${REQUEST}
           ORDER BY revision DESC LIMIT $2 * 10
         ), named AS MATERIALIZED (
           SELECT id, max(revision) AS last, array_agg(revision) AS revisions, max(at) AS at FROM recent
           GROUP BY id ORDER BY last DESC LIMIT $2
         )
         SELECT named.id, named.at, touched.entity, touched.title, touched.count,
           COALESCE((SELECT cause = 'undo' AND turn.revision > last FROM events AS turn
             WHERE turn.user_id = $1 AND of_id = named.id AND ${REQUEST} ORDER BY turn.revision DESC LIMIT 1), false) AS undone
         FROM named, LATERAL (
           SELECT (array_agg(entity ORDER BY revision, seq))[1] AS entity,
             (array_agg(title ORDER BY revision, seq))[1] AS title, count(DISTINCT entity_id)::int AS count
           FROM events WHERE events.user_id = $1 AND events.revision = ANY(named.revisions) AND entity IS NOT NULL
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
        `SELECT change_id AS id, cause, of_id AS "ofId" FROM events WHERE user_id = $1 AND change_id = $2 AND ${REQUEST}
         ORDER BY cause = 'change' DESC, revision DESC LIMIT 1`,
        [userId, id],
      ),
    );
    return row;
  }

  /** Every time a change was made, undone and made again, the newest first. */
  async turnsOf({ manager, userId }: Change, id: string): Promise<{ revision: string; cause: Cause }[]> {
    return manager.query(
      `SELECT revision, cause FROM events WHERE user_id = $1 AND change_id = $2 AND ${REQUEST} AND cause = 'change'
       UNION ALL SELECT revision, cause FROM events WHERE user_id = $1 AND of_id = $2 AND ${REQUEST}
       ORDER BY revision DESC`,
      [userId, id],
    );
  }

  /** The newest first. */
  async eventsOf({ manager, userId }: Change, revision: string): Promise<RecordedEvent[]> {
    return manager.query(
      `SELECT ${EVENT} FROM events WHERE user_id = $1 AND revision = $2 AND entity IS NOT NULL ORDER BY seq DESC`,
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

  /** Whether the change that put one thing into Trash last changed a field of another one, too. */
  async isDeletedBesides(
    { manager, userId }: Change,
    id: string,
    other: { id: string; field: string },
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT FROM events WHERE user_id = $1 AND entity_id = $3 AND field = $4 AND revision = (
         SELECT revision FROM events WHERE user_id = $1 AND entity_id = $2 AND field = 'deleted'
         ORDER BY revision DESC, seq DESC LIMIT 1
       ) LIMIT 1`,
      [userId, id, other.id, other.field],
    );
    return rows.length > 0;
  }

  /** Of one owner, with the row that numbers them. */
  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('events', 'revision', 'seq');
    await eraser.erase('owners', 'user_id');
  }

  /**
   * Removes at most `limit` changes of more than `days` days ago with their events. Those that another replica is
   * removing are left to it.
   * @returns how many went
   */
  async purge(days: number, limit: number): Promise<number> {
    const [row] = await onStore(() => this.dataSource.query<[{ count: number }]>(PURGE, [days, limit]));
    return row.count;
  }
}
