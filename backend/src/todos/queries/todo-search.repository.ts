import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isVisible } from '@latch/domain/tidy-line';
import { isOneOf } from '../../database/row-lookup.js';
import { onStore } from '../../database/store.errors.js';
import { TAKE_TURN } from '../../history/transaction.js';
import { TODO_COLUMNS, eachOf } from '../todo-columns.js';
import type { Todo } from '../todo.js';
import { NOWHERE } from './project-todos.repository.js';

/** How many todos a search compares at most; injected, so that tests need not have so many. */
@Injectable()
export class SearchLimits {
  /** Of those that are not indexed yet. */
  readonly unindexed: number = 2_000;
  /** The first in the order of a search, whatever the index names. */
  readonly newest: number = 250;
  /** The first that the index names. */
  readonly named: number = 500;
  /** Of a list, for one page of those that match. */
  readonly listed: number = 2_000;
}

export interface Found {
  todos: Todo[];
  /** Whether these are the first of all that match; otherwise all have to be read. */
  isExact: boolean;
  /** How many todos are not indexed yet, up to one more than are compared. */
  unindexed: number;
}

interface Row extends Omit<Todo, 'id'> {
  /** Null in the one row of a search that found nothing. */
  id: string | null;
  isExact: boolean;
  unindexed: number;
}

/** More of them hardly exclude any further todo. */
const MOST_GRAMS = 12;

// In all statements `$1` is the owner, `$2` the patterns of the words, `$3` all of the text, `$4` the limit, `$5` the words.
/** Whether a todo of a table `t` has all the words. `$2` are their patterns. */
export const MATCHES = `t.deleted_at IS NULL
  AND lower(t.title || E'\\n' || t.notes) LIKE ALL (ARRAY(SELECT lower(pattern) FROM unnest($2::text[]) pattern))`;

/** What decides about the order of an answer: the greatest come first. */
const STATE = 't.completed_at IS NULL AS is_open, starts_with(lower(t.title), lower($3)) AS opens';
const inOrder = (...columns: string[]) => `ORDER BY ${columns.map((column) => `${column} DESC`).join(', ')}`;
const IN_ORDER = inOrder('is_open', 'opens', 'created_at', 'id');
const keyOf = (table: string, opens = `${table}.opens`) =>
  `(${table}.is_open, ${opens}, ${table}.created_at, ${table}.id)`;

/** The owner is a part of it, so that no two owners share entries of the index. */
const hashOf = (gram: string) => `hashtext($1 || ${gram})`;
/** Marked, as no piece of a word is. */
const hashOfOpening = (text: string) => hashOf(`E'\\n' || ${text}`);

/** The first of each word, then the second of each, and so on. */
const GRAMS_OF_WORDS = `(SELECT ${hashOf('substr(lower(word), n, 3)')} FROM unnest($5::text[]) word
  CROSS JOIN LATERAL generate_series(1, greatest(char_length(lower(word)) - 2, 1)) n GROUP BY 1 ORDER BY min(n) LIMIT ${MOST_GRAMS})`;
const GRAMS_OF_OPENING = `${GRAMS_OF_WORDS} UNION ALL SELECT ${hashOfOpening('left(lower($3), 3)')}`;

/** What is behind the last todo that was indexed. */
const behind = (columns: string, limit: string) => `SELECT t.* FROM (
    SELECT revision, todo_id FROM search_progress WHERE user_id = $1
    UNION ALL SELECT -1, '${NOWHERE}' ORDER BY revision DESC LIMIT 1
  ) reached CROSS JOIN LATERAL (
    SELECT ${columns} FROM todos WHERE user_id = $1 AND (revision, id) > (reached.revision, reached.todo_id)
    ORDER BY revision, id LIMIT ${limit}
  ) t`;

const NEWEST_ENTRIES = inOrder('is_open', 'created_at', 'id');
const entries = (condition: string, limit: number) =>
  `SELECT user_id, todo_id AS id, is_open, created_at FROM search_entries WHERE ${condition} ${NEWEST_ENTRIES} LIMIT ${limit}`;

/** The keys of those that match. @param ids of candidates, as a statement */
const matchesAmong = (
  ids: string,
) => `SELECT ${STATE}, t.created_at, t.id FROM ${eachOf(`(${ids}) candidates`, 't.*', 't.id = candidates.id')}
    WHERE ${MATCHES}`;

/**
 * Compares the newest, and what the index names only where these are not enough. What it does not compare comes behind each of
 * `bounds`, so the answer is exact when it ends before them. Those that begin with all of the text precede others of their
 * state, so that they have bounds of their own.
 *
 * The owner of what the index names is compared afterwards: before, it might talk the planner into reading all of an owner's.
 */
const findFirst = ({ unindexed, newest, named }: SearchLimits) => `
  WITH behind AS MATERIALIZED (${behind('id', String(unindexed + 1))}),
  newest AS MATERIALIZED (${entries('user_id = $1', newest)}),
  last AS MATERIALIZED (SELECT * FROM newest ${NEWEST_ENTRIES} OFFSET ${newest - 1}),
  seen AS MATERIALIZED (${matchesAmong('SELECT id FROM behind UNION SELECT id FROM newest')}),
  state AS MATERIALIZED (
    SELECT unindexed, unindexed <= ${unindexed} AS indexed, (${hasEnoughBefore('false')}) AS enough, (${hasEnoughBefore('true')}) AS enough_openings
    FROM (SELECT count(*)::int AS unindexed FROM behind) counted
  ),
  by_opening AS MATERIALIZED (
    ${entries(`(SELECT indexed AND NOT enough_openings FROM state) AND grams @> ARRAY(${GRAMS_OF_OPENING})`, named + 1)}
  ),
  last_opening AS MATERIALIZED (SELECT * FROM by_opening ${NEWEST_ENTRIES} OFFSET ${named}),
  opening AS MATERIALIZED (SELECT * FROM seen UNION ${matchesAmong('SELECT id FROM by_opening WHERE user_id = $1')}),
  full_of_openings AS MATERIALIZED (
    SELECT FROM last_opening, last WHERE (last_opening.is_open OR NOT last.is_open)
      AND (SELECT count(*) FROM opening WHERE ${keyOf('opening')} >= ${keyOf('last_opening', 'true')}) >= $4
  ),
  by_words AS MATERIALIZED (
    ${entries(
      `(SELECT indexed AND NOT enough AND NOT EXISTS (SELECT FROM full_of_openings) FROM state) AND grams @> ARRAY(${GRAMS_OF_WORDS})`,
      named + 1,
    )}
  ),
  bounds AS MATERIALIZED (
    SELECT is_open, false AS opens, created_at, id FROM last WHERE (SELECT enough FROM state)
    UNION ALL (SELECT is_open, false, created_at, id FROM by_words ${NEWEST_ENTRIES} OFFSET ${named})
    UNION ALL SELECT is_open, true, created_at, id FROM last WHERE (SELECT enough_openings FROM state)
    UNION ALL SELECT is_open, true, created_at, id FROM last_opening
  ),
  first AS MATERIALIZED (
    SELECT * FROM opening UNION ${matchesAmong('SELECT id FROM by_words WHERE user_id = $1')}
    ${IN_ORDER} LIMIT $4
  )
  SELECT unindexed, indexed AND NOT EXISTS (
    SELECT FROM bounds WHERE (SELECT count(*) FROM first) < $4 OR EXISTS (SELECT FROM first WHERE ${keyOf('first')} < ${keyOf('bounds')})
  ) AS "isExact", t.*
  FROM state LEFT JOIN LATERAL (
    SELECT ${TODO_COLUMNS} FROM ${eachOf('first', 't.*', 't.id = first.id')} ${inOrder('first.is_open', 'first.opens', 'first.created_at', 'first.id')}
  ) t ON true`;

/** Whether nothing or a whole answer comes before the first of the entries that are not among the newest. */
function hasEnoughBefore(opens: string): string {
  return `NOT EXISTS (SELECT FROM last) OR (SELECT count(*) FROM seen, last WHERE ${keyOf('seen')} >= ${keyOf('last', opens)}) >= $4`;
}

const AMONG_ALL = `SELECT ${TODO_COLUMNS} FROM (
    SELECT *, ${STATE} FROM todos t WHERE t.user_id = $1 AND ${MATCHES} ${IN_ORDER} LIMIT $4
  ) t ${inOrder('is_open', 'opens', 't.created_at', 't.id')}`;

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
      FROM (${behind('*', '$2')}) t
    ) first WHERE n = 1 OR length <= $3
  ), written AS (
    INSERT INTO search_entries AS old (user_id, todo_id, is_open, created_at, grams)
    SELECT $1, id, completed_at IS NULL, created_at, ${GRAMS_OF_TODO} FROM batch
      CROSS JOIN LATERAL (SELECT string_to_array(lower(title || E'\\n' || notes), NULL) AS letters OFFSET 0) text
    WHERE deleted_at IS NULL
    ON CONFLICT (user_id, todo_id) DO UPDATE SET is_open = excluded.is_open, created_at = excluded.created_at, grams = excluded.grams
      WHERE (old.is_open, old.created_at, old.grams) IS DISTINCT FROM (excluded.is_open, excluded.created_at, excluded.grams)
  ), removed AS (
    DELETE FROM search_entries WHERE ${isOneOf('search_entries', 'batch', 'batch.deleted_at IS NOT NULL AND todo_id = batch.id')}
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
  private readonly findFirst: string;

  constructor(
    private readonly database: DataSource,
    limits: SearchLimits,
  ) {
    this.findFirst = findFirst(limits);
  }

  /** Compares few todos; not exact when this does not suffice. */
  async find(userId: string, q: string, limit: number): Promise<Found> {
    const rows = await this.query<Row>(this.findFirst, [userId, patternsOf(q), q, limit, wordsOf(q)]);
    const { isExact, unindexed } = rows[0]!;
    return { todos: rows.filter((row): row is Row & Todo => row.id !== null), isExact, unindexed };
  }

  /** Compares every todo. */
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

  private async query<T>(statement: string, parameters: unknown[]): Promise<T[]> {
    return onStore(() => this.database.query<T[]>(statement, parameters));
  }
}

/** @param q a tidy line */
function wordsOf(q: string): string[] {
  return q.split(/\s+/).filter(isVisible);
}

/** What each word of a text is compared by. @param q a tidy line */
export function patternsOf(q: string): string[] {
  return wordsOf(q).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
}
