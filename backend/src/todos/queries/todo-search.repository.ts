import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isVisible } from '@latch/domain/tidy-line';
import { onStore } from '../../database/store.errors.js';
import { TAKE_TURN } from '../../history/transaction.js';
import { TODO_COLUMNS, eachOf } from '../todo-columns.js';
import type { Todo } from '../todo.js';
import { NOWHERE } from './project-todos.repository.js';

/** How much one way of searching reads at most; injected, so that tests need not have so many todos. */
@Injectable()
export class SearchLimits {
  /** Todos that are looked at one by one: so many that are not indexed yet, and so many that the index names. */
  readonly candidates: number = 2_000;
  /** The newest todos, which are looked at where the index names more than that. */
  readonly recent: number = 2_000;
}

/** What one way of searching found. */
export interface Found {
  todos: Todo[];
  /** Whether these are the first of all that match; otherwise another way has to be gone. */
  isExact: boolean;
  /** How many todos are not indexed yet, up to one more than are looked at. */
  unindexed: number;
}

interface Row extends Omit<Todo, 'id'> {
  /** Null in the one row of a search that found nothing. */
  id: string | null;
  unindexed: number;
  indexed: number;
  recent: number;
  isOpening: boolean;
}

/** More of them hardly exclude any further todo. */
const MOST_GRAMS = 12;

// In all statements `$1` is the owner, `$2` the patterns of the words, `$3` all of the text, `$4` the limit, `$5` the words.
const MATCHES = `t.deleted_at IS NULL
  AND lower(t.title || E'\\n' || t.notes) LIKE ALL (ARRAY(SELECT lower(pattern) FROM unnest($2::text[]) pattern))`;
const OPENS = 'starts_with(lower(t.title), lower($3))';
const NEWEST_FIRST = 't.created_at DESC, t.id DESC';

/** The owner is a part of it, so that no two owners share entries of the index. */
const hashOf = (gram: string) => `hashtext($1 || ${gram})`;
/** Marked, as no piece of a word is. */
const hashOfOpening = (text: string) => hashOf(`E'\\n' || ${text}`);

const GRAMS_OF_WORDS = `SELECT DISTINCT ${hashOf('substr(lower(word), n, 3)')} FROM unnest($5::text[]) word
  CROSS JOIN LATERAL generate_series(1, greatest(char_length(lower(word)) - 2, 1)) n LIMIT ${MOST_GRAMS}`;
const GRAM_OF_OPENING = `SELECT ${hashOfOpening('left(lower($3), 3)')}`;

/** What is behind the last todo that was indexed. */
const behind = (columns: string, limit: string) => `SELECT t.* FROM (
    SELECT revision, todo_id FROM search_progress WHERE user_id = $1
    UNION ALL SELECT -1, '${NOWHERE}' ORDER BY revision DESC LIMIT 1
  ) reached CROSS JOIN LATERAL (
    SELECT ${columns} FROM todos WHERE user_id = $1 AND (revision, id) > (reached.revision, reached.todo_id)
    ORDER BY revision, id LIMIT ${limit}
  ) t`;

const isFew = (most: number) => `greatest(unindexed, indexed) <= ${most}`;

/**
 * Parts of a WITH: `counted`, and `candidates`, which are none when there are too many.
 * The owner of entries is compared afterwards: where the index is read, it might talk the planner into reading all of an owner's.
 */
const candidatesBy = (grams: string, most: number) => `
  behind AS MATERIALIZED (${behind('id', String(most + 1))}),
  named AS MATERIALIZED (SELECT user_id, todo_id FROM search_entries WHERE grams @> ARRAY(${grams}) LIMIT ${most + 1}),
  counted AS MATERIALIZED (
    SELECT (SELECT count(*) FROM behind)::int AS unindexed, (SELECT count(*) FROM named)::int AS indexed
  ), candidates AS (
    SELECT id FROM (SELECT id FROM behind UNION SELECT todo_id FROM named WHERE user_id = $1) those, counted
    WHERE ${isFew(most)}
  )`;
const CANDIDATES = eachOf('candidates', 't.*', 't.id = candidates.id');

const amongCandidates = (most: number) => `WITH ${candidatesBy(GRAMS_OF_WORDS, most)}
  SELECT unindexed, indexed, 0 AS recent, t.* FROM counted LEFT JOIN LATERAL (
    SELECT ${TODO_COLUMNS}, ${OPENS} AS "isOpening" FROM ${CANDIDATES} WHERE ${MATCHES}
    ORDER BY t.completed_at IS NOT NULL, NOT ${OPENS}, ${NEWEST_FIRST} LIMIT $4
  ) t ON true`;

/** Of the open or of the completed ones: those that begin with all of it, which the index knows, and then the newest. */
const amongRecent = (state: string, { candidates, recent }: SearchLimits) => `
  WITH ${candidatesBy(GRAM_OF_OPENING, candidates)}, recent AS MATERIALIZED (
    SELECT * FROM todos t WHERE t.user_id = $1 AND t.deleted_at IS NULL AND ${state} ORDER BY ${NEWEST_FIRST} LIMIT ${recent}
  ), found AS (
    SELECT t.* FROM ${CANDIDATES} WHERE ${state} AND ${MATCHES} AND ${OPENS}
    UNION ALL SELECT t.* FROM recent t, counted WHERE ${MATCHES} AND NOT (${OPENS} AND ${isFew(candidates)})
  )
  SELECT unindexed, indexed, (SELECT count(*) FROM recent)::int AS recent, t.* FROM counted LEFT JOIN LATERAL (
    SELECT ${TODO_COLUMNS}, ${OPENS} AS "isOpening" FROM found t ORDER BY NOT ${OPENS}, ${NEWEST_FIRST} LIMIT $4
  ) t ON true`;

const AMONG_ALL = `SELECT ${TODO_COLUMNS} FROM todos t WHERE t.user_id = $1 AND ${MATCHES}
  ORDER BY t.completed_at IS NOT NULL, NOT ${OPENS}, ${NEWEST_FIRST} LIMIT $4`;

/** Each piece of one to three characters without a space, and the beginning of the title. */
const GRAMS_OF_TODO = `ARRAY(
    SELECT ${hashOf('gram')} FROM unnest(letters, letters[2:], letters[3:]) AS beside (a, b, c)
      CROSS JOIN LATERAL (VALUES (a), (a || b), (a || b || c)) pieces (gram) WHERE strpos(gram, ' ') = 0
    UNION SELECT ${hashOfOpening('left(lower(title), n)')} FROM generate_series(1, 3) n ORDER BY 1
  )`;

/** `$2` is how many todos at most, `$3` how many characters: one todo at least. */
const INDEX = `WITH batch AS MATERIALIZED (
    SELECT * FROM (
      SELECT *, sum(char_length(title) + char_length(notes)) OVER (ORDER BY revision, id) AS length, row_number() OVER (ORDER BY revision, id) AS n
      FROM (${behind('revision, id, title, notes', '$2')}) t
    ) first WHERE n = 1 OR length <= $3
  ), written AS (
    INSERT INTO search_entries (user_id, todo_id, grams)
    SELECT $1, id, ${GRAMS_OF_TODO} FROM batch
      CROSS JOIN LATERAL (SELECT string_to_array(lower(title || E'\\n' || notes), NULL) AS letters OFFSET 0) text
    ON CONFLICT (user_id, todo_id) DO UPDATE SET grams = excluded.grams WHERE search_entries.grams <> excluded.grams
  ), moved AS (
    INSERT INTO search_progress (user_id, revision, todo_id)
    SELECT $1, revision, id FROM batch ORDER BY revision DESC, id DESC LIMIT 1
    ON CONFLICT (user_id) DO UPDATE SET revision = excluded.revision, todo_id = excluded.todo_id
  )
  SELECT count(*)::int FROM batch`;
/** An embedded database, which does nothing else meanwhile, takes a second for so many characters. */
const BATCH = { todos: 200, characters: 20_000 };

/**
 * Finds todos by an index that is filled behind the changes, so that no change waits for it: what it does not know yet is looked
 * at one by one. Every statement names the owner.
 */
@Injectable()
export class TodoSearchRepository {
  private readonly amongCandidates: string;
  private readonly amongOpen: string;
  private readonly amongCompleted: string;

  constructor(
    private readonly database: DataSource,
    private readonly limits: SearchLimits,
  ) {
    this.amongCandidates = amongCandidates(limits.candidates);
    this.amongOpen = amongRecent('t.completed_at IS NULL', limits);
    this.amongCompleted = amongRecent('t.completed_at IS NOT NULL', limits);
  }

  /** Looks at each todo that may match; not exact when these are too many. */
  async findFew(userId: string, q: string, limit: number): Promise<Found> {
    const rows = await this.query<Row>(this.amongCandidates, [userId, patternsOf(q), q, limit, wordsOf(q)]);
    return toFound(rows, this.hasFew(rows[0]!));
  }

  /** Looks at the newest of the open or of the completed ones; not exact when more than these may have to be looked at. */
  async findRecent(userId: string, q: string, state: 'open' | 'completed', limit: number): Promise<Found> {
    const statement = state === 'open' ? this.amongOpen : this.amongCompleted;
    const rows = await this.query<Row>(statement, [userId, patternsOf(q), q, limit]);
    const first = rows[0]!;
    // Those that begin with it come first, and are all known where there are few of them.
    const sure = rows.filter(({ id, isOpening }) => id !== null && (isOpening || this.hasFew(first)));
    return toFound(rows, first.recent < this.limits.recent || sure.length === limit);
  }

  /** Looks at every todo. */
  async findByReadingAll(userId: string, q: string, limit: number): Promise<Todo[]> {
    return this.query(AMONG_ALL, [userId, patternsOf(q), q, limit]);
  }

  /**
   * Indexes the next todos of an owner. In their turn, so that no change and no other replica indexes or erases the same at that time.
   * @returns how many; 0 when all are indexed
   */
  async indexSome(userId: string): Promise<number> {
    return onStore(() =>
      this.database.transaction(async (manager) => {
        await manager.query(TAKE_TURN, [userId]);
        const [row] = await manager.query<[{ count: number }]>(INDEX, [userId, BATCH.todos, BATCH.characters]);
        return row.count;
      }),
    );
  }

  private hasFew({ unindexed, indexed }: Row): boolean {
    return Math.max(unindexed, indexed) <= this.limits.candidates;
  }

  private async query<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    return onStore(() => this.database.query<T[]>(statement, parameters));
  }
}

/** @param q a tidy line */
function wordsOf(q: string): string[] {
  return q.split(/\s+/).filter(isVisible);
}

function patternsOf(q: string): string[] {
  return wordsOf(q).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}

function toFound(rows: Row[], isExact: boolean): Found {
  return { todos: rows.filter((row): row is Row & Todo => row.id !== null), isExact, unindexed: rows[0]!.unindexed };
}
