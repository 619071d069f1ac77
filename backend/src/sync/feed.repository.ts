import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KEPT_DAYS, TABLE_OF } from '../database/gone.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import type { Change } from '../history/change.js';

/** In the order in which things of one change come; the number of each is a part of a place. */
export const ENTITIES = ['project', 'section', 'label', 'todo'] as const;

/** A place in the feed. Things are ordered by the change that wrote them last, then by id, then by what they are. */
export interface FeedPlace {
  revision: string;
  id: string;
  rank: number;
}

/** A row that changed behind a place; of what is gone, ranks go on behind those of what is there. */
export type FeedEntry = FeedPlace;

/** How far an owner's changes have got, and what changed. */
export interface FeedRead {
  revision: string;
  /** Removals up to this one are not remembered any more. */
  forgotten: string;
  entries: FeedEntry[];
}

const BEHIND = (rank: string) => `user_id = $1 AND (revision, id, ${rank}) > ($2::bigint, $3::uuid, $4::int)`;

/** What belongs to the copy on a device. */
const IS_LIVE = (table: string) =>
  `(deleted_at IS NULL OR deleted_at > now() - make_interval(days => ${KEPT_DAYS}))
   ${table === 'todos' ? `AND (completed_at IS NULL OR completed_at > now() - make_interval(days => ${KEPT_DAYS}))` : ''}`;

const RANK_OF_GONE = `CASE entity ${ENTITIES.map((entity, index) => `WHEN '${entity}' THEN ${ENTITIES.length + index + 1}`).join(' ')} END`;

/** `$5` is how many; for the whole, `$6` is the change up to which what does not belong to the copy need not be told. */
const CHANGED = (whole: boolean) => {
  const there = ENTITIES.map((entity, index) => {
    const table = TABLE_OF[entity];
    return `(SELECT revision, id, ${index + 1} AS rank FROM ${table}
      WHERE ${BEHIND(String(index + 1))} ${whole ? `AND (${IS_LIVE(table)} OR revision > $6::bigint)` : ''} ORDER BY revision, id LIMIT $5)`;
  });
  const gone = `(SELECT revision, id, ${RANK_OF_GONE} AS rank FROM gone
    WHERE ${BEHIND(RANK_OF_GONE)} ${whole ? 'AND revision > $6::bigint' : ''} ORDER BY revision, id, entity LIMIT $5)`;
  return `SELECT owners.revision AS now, owners.forgotten_revision AS forgotten, changed.*
    FROM owners LEFT JOIN (
      SELECT * FROM (${[...there, gone].join(' UNION ALL ')}) found ORDER BY revision, id, rank LIMIT $5
    ) changed ON true
    WHERE owners.user_id = $1 ORDER BY changed.revision, changed.id, changed.rank`;
};

const [DELTA, WHOLE] = [CHANGED(false), CHANGED(true)];

/** What changed, by the change that wrote it last. Every statement names the owner. */
@Injectable()
export class FeedRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * What changed behind a place, `limit` at most. Its cost does not grow with what the owner has.
   * @param begunAt for a read of the whole: the owner's revision when it began
   * @returns undefined for an owner who never changed anything
   */
  async read(userId: string, place: FeedPlace, limit: number, begunAt?: string): Promise<FeedRead | undefined> {
    const given = [userId, place.revision, place.id, place.rank, limit];
    const rows = await onStore(() =>
      this.dataSource.query<({ now: string; forgotten: string } & FeedEntry)[]>(
        begunAt === undefined ? DELTA : WHOLE,
        begunAt === undefined ? given : [...given, begunAt],
      ),
    );
    if (!rows[0]) return undefined;
    const entries = rows[0].id === null ? [] : rows.map(({ revision, id, rank }) => ({ revision, id, rank }));
    return { revision: rows[0].now, forgotten: rows[0].forgotten, entries };
  }

  /** Owners of whom something was removed more than `days` days ago and is remembered still. */
  async ownersToForget(days: number, limit: number): Promise<string[]> {
    const rows = await onStore(() =>
      this.dataSource.query<{ userId: string }[]>(
        `SELECT DISTINCT user_id AS "userId" FROM (
           SELECT user_id FROM gone WHERE at < now() - make_interval(days => $1) ORDER BY at LIMIT $2
         ) aged`,
        [days, limit],
      ),
    );
    return rows.map(({ userId }) => userId);
  }

  /** Forgets removals of more than `days` days ago, the first ones first. @returns how many, at most `limit` */
  async forget({ manager, userId }: Change, days: number, limit: number): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `WITH forgotten AS (
         DELETE FROM gone WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM gone WHERE user_id = $1 AND at < now() - make_interval(days => $2) ORDER BY revision LIMIT $3
         )) RETURNING revision
       ), moved AS (
         UPDATE owners SET forgotten_revision = greatest(forgotten_revision, (SELECT max(revision) FROM forgotten))
         WHERE user_id = $1
       )
       SELECT count(*)::int FROM forgotten`,
      [userId, days, limit],
    );
    return row!.count;
  }

  async eraseAll(eraser: OwnerEraser): Promise<void> {
    await eraser.erase('gone', 'revision', 'id', 'entity');
  }
}
