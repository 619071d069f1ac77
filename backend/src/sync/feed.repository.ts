import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { components } from '@latch/contracts/latch';
import { KEPT_DAYS } from '../database/aged-rows.js';
import { type Removable, TABLE_OF } from '../database/gone.js';
import type { OwnerEraser } from '../database/owner-eraser.js';
import { onStore } from '../database/store.errors.js';
import type { Change } from '../history/change.js';
import { SETTINGS_COLUMNS, type Settings, toSettings } from '../settings/settings.js';
import { TodoListService } from '../todos/queries/todo-list.service.js';

/** In the order of the entries of one change: the rank of a row is its place here, that of a removed row is behind all of them. */
const ENTITIES = ['project', 'section', 'label', 'filter', 'todo'] as const satisfies Removable[];

const RANK_OF_TODO = ENTITIES.indexOf('todo') + 1;

/** A place in the feed, which is ordered by the change that wrote a row last, then by id, then by rank. */
export interface FeedPlace {
  revision: string;
  id: string;
  rank: number;
}

/** A row that was written or removed. */
export interface FeedEntry extends FeedPlace {
  entity: Removable;
  /** It was removed, or does not belong to the copy on a device any more. */
  isGone: boolean;
  /** Whether one answer takes it along with those before it. */
  fits: boolean;
  /** What it is, of a todo that fits. */
  todo: SyncedTodo | undefined;
}

type SyncedTodo = components['schemas']['SyncedTodo'];

/** With the columns of a todo, which are null where it is none. */
type Row = FeedPlace & { live: boolean; fits: boolean; title: string | null };

/** How far an owner's changes have got, and what changed. */
export interface FeedRead {
  revision: string;
  /** Removals up to this revision are forgotten. */
  forgotten: string;
  settings: Settings;
  entries: FeedEntry[];
}

export const FIRST_PLACE: FeedPlace = { revision: '0', id: '00000000-0000-0000-0000-000000000000', rank: 0 };

const LAST_REVISION = String(2n ** 63n - 1n);

/** In bytes. More notes would take so long to serialise that other requests had to wait. */
const MOST_NOTES = 1_000_000;

/** The place behind everything of one change. */
export function lastPlaceOf(revision: string): FeedPlace {
  return { revision, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', rank: 2 * ENTITIES.length + 1 };
}

const isAfter = (rank: string) => `user_id = $1 AND (revision, id, ${rank}) > ($2::bigint, $3::uuid, $4::int)`;

const RECENT = `> now() - make_interval(days => ${KEPT_DAYS})`;

/** Whether a row belongs to the copy on a device. All of Trash does: what was completed long ago can be deleted today. */
const isLive = (table: string) =>
  `CASE WHEN deleted_at IS NOT NULL THEN deleted_at ${RECENT}
   ELSE ${table === 'todos' ? `completed_at IS NULL OR completed_at ${RECENT}` : 'true'} END`;

const RANK_OF_GONE = `CASE entity ${ENTITIES.map((entity, index) => `WHEN '${entity}' THEN ${ENTITIES.length + index + 1}`).join(' ')} END`;

/** `$5` is the limit; for the whole, `$6` is the revision up to which what does not belong to the copy is left out. */
const changedRows = (whole: boolean, columnsOfTodo: string) => {
  const there = ENTITIES.map((entity, index) => {
    const table = TABLE_OF[entity];
    // The length is in the row itself, however long the notes.
    const size = table === 'todos' ? 'octet_length(notes)' : '0';
    return `(SELECT revision, id, ${index + 1} AS rank, ${isLive(table)} AS live, ${size} AS size FROM ${table}
      WHERE ${isAfter(String(index + 1))} ${whole ? `AND ((${isLive(table)}) OR revision > $6::bigint)` : ''} ORDER BY revision, id LIMIT $5)`;
  });
  const gone = `(SELECT revision, id, ${RANK_OF_GONE} AS rank, false, 0 FROM gone
    WHERE ${isAfter(RANK_OF_GONE)} ${whole ? 'AND revision > $6::bigint' : ''} ORDER BY revision, id, entity LIMIT $5)`;
  return `SELECT owners.revision AS now, owners.forgotten_revision AS forgotten, ${SETTINGS_COLUMNS}, t.*, changed.*
    FROM owners LEFT JOIN (
      SELECT revision, id, rank, live, coalesce(sum(size) FILTER (WHERE live) OVER feed, 0) <= ${MOST_NOTES} OR row_number() OVER feed = 1 AS fits
      FROM (SELECT * FROM (${[...there, gone].join(' UNION ALL ')}) found ORDER BY revision, id, rank LIMIT $5) first
      WINDOW feed AS (ORDER BY revision, id, rank)
    ) changed ON true LEFT JOIN LATERAL (
      SELECT ${columnsOfTodo} FROM todos t
      WHERE t.user_id = $1 AND t.id = changed.id AND changed.rank = ${RANK_OF_TODO} AND changed.live AND changed.fits OFFSET 0
    ) t ON true
    WHERE owners.user_id = $1 ORDER BY changed.revision, changed.id, changed.rank`;
};

/** What changed, by the change that wrote it last. Every statement names the owner. */
@Injectable()
export class FeedRepository {
  private readonly delta: string;
  private readonly whole: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly todos: TodoListService,
  ) {
    this.delta = changedRows(false, todos.syncedColumns);
    this.whole = changedRows(true, todos.syncedColumns);
  }

  /**
   * What changed after a place, `limit` entries at most, with the todos among them: nearly always they are all there is. Its cost does not grow with what the owner has.
   * @param begunAt for a read of the whole: the owner's revision when it began
   * @returns undefined for an owner without any change
   */
  async read(userId: string, place: FeedPlace, limit: number, begunAt?: string): Promise<FeedRead | undefined> {
    const given = [userId, place.revision, place.id, place.rank, limit];
    const rows = await onStore(() =>
      this.dataSource.query<({ now: string; forgotten: string } & Settings & Row)[]>(
        begunAt === undefined ? this.delta : this.whole,
        begunAt === undefined ? given : [...given, begunAt],
      ),
    );
    if (!rows[0]) return undefined;
    // An owner of whom nothing changed is one row without an id.
    const entries = rows.filter(({ id }) => id !== null).map((row) => this.toEntry(row));
    return { revision: rows[0].now, forgotten: rows[0].forgotten, settings: toSettings(rows[0]), entries };
  }

  /** The first page of the whole, without any removals. @returns undefined for an owner without any change */
  async readFirst(userId: string, limit: number): Promise<FeedRead | undefined> {
    return this.read(userId, FIRST_PLACE, limit, LAST_REVISION);
  }

  /** Owners with removals of more than `days` days ago that are not forgotten yet. */
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

  /** Forgets removals of more than `days` days ago, the oldest first. @returns how many, at most `limit` */
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

  private toEntry(row: Row): FeedEntry {
    const { revision, id, rank, live, fits, title } = row;
    const entity = ENTITIES[(rank - 1) % ENTITIES.length]!;
    return {
      revision,
      id,
      rank,
      entity,
      isGone: !live,
      fits,
      todo: title === null ? undefined : this.todos.toSynced(row),
    };
  }
}
