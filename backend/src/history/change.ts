import type { components } from '@latch/contracts/latch';
import type { QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { parameters } from '../fields/field-columns.js';
import type { KeyedRequest, Transaction } from './transaction.js';

export type Entity = components['schemas']['Entity'];

/** Why a change was made: by itself, or to take another one back, or to make that one again. */
export type Cause = 'change' | 'undo' | 'redo';

/** What a request calls its change: an id, and a key where the request can be sent again. */
export interface NamedChange extends Partial<KeyedRequest> {
  id: string;
  /** Told of its revision once it is committed; several times where it takes several transactions. */
  onMade?: (revision: string) => void;
}

export type ChangeName = string | NamedChange;

/** What a change takes back or makes again. */
export interface ChangeOf {
  cause: 'undo' | 'redo';
  ofId: string;
}

/** One field of one thing, before and after; values as JSON has them. */
export interface NewEvent {
  entity: Entity;
  entityId: string;
  /** What the thing is called by then. */
  title: string;
  field: string;
  before: unknown;
  after: unknown;
}

interface Begun {
  transaction: Transaction;
  userId: string;
  /** Of a further step of the same transaction. */
  revision?: string;
  id?: string;
  /** Of its request. */
  key?: string;
  at?: string;
  as?: ChangeOf;
}

const COLUMNS = `(user_id, revision, change_id, at, cause, of_id, seq, entity, entity_id, title, field, before, after,
  request_key)`;

/** One request's change: its transaction, its owner, and the events it leaves behind. */
export class Change {
  readonly transaction: Transaction;
  readonly userId: string;
  readonly id: string;
  /** The time of everything it changes: ISO 8601, in UTC, whole milliseconds. */
  readonly at: string;
  private readonly ownRevision: string | undefined;
  private further: string | undefined;
  private readonly as: ChangeOf | undefined;
  private key: string | undefined;
  private readonly all: NewEvent[] = [];
  private written = 0;
  private isNoted = false;

  constructor({ transaction, userId, revision, id = uuidV7(), key, at = new Date().toISOString(), as }: Begun) {
    this.transaction = transaction;
    this.userId = userId;
    this.ownRevision = revision;
    this.id = id;
    this.key = key;
    this.at = at;
    this.as = as;
  }

  /** For what else is asked of the database; every statement goes through it. */
  get manager(): EntityManager {
    return this.transaction.manager;
  }

  /** Counts the owner's changes. @throws {Error} before it has begun */
  get revision(): string {
    const revision = this.ownRevision ?? this.transaction.revision;
    if (revision === undefined) throw new Error('The change has not begun');
    return revision;
  }

  /** That of its last step: each request that an undo takes back has a number of its own. */
  get lastRevision(): string {
    return this.further ?? this.revision;
  }

  set lastRevision(revision: string) {
    this.further = revision;
  }

  /**
   * Whether its request was carried out before, and is sent again because the answer was lost: then it must change nothing,
   * and is answered with what is there by now. Known once it has begun.
   */
  get isRepeated(): boolean {
    return this.transaction.isRepeated;
  }

  /** Another transaction of the same request follows: only the last one knows that it was carried out. */
  goesOn(): void {
    this.key = undefined;
  }

  /** @throws {AccountBeingDeletedError} */
  async begin(): Promise<void> {
    await this.transaction.begin();
  }

  /** Reads, and begins with it where nothing was asked before. @throws {AccountBeingDeletedError} */
  async read<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    return this.transaction.read(text, values);
  }

  /** What was recorded so far. */
  get events(): readonly NewEvent[] {
    return this.all;
  }

  /** Adds events, which are written with the next `write`, or else at the end. */
  record(...events: NewEvent[]): void {
    this.all.push(...events);
  }

  /**
   * Writes something with its events, in one statement: with the next one, or with the commit, where nothing of it is read.
   * @param parts of a WITH, such as `changed AS (UPDATE …)`; `$1` is the owner
   * @param more the other parameters, from `$2` on
   * @param result what to select from the parts
   */
  async write<Row = never>(parts: string, more: unknown[], events: NewEvent[] = [], result = ''): Promise<Row[]> {
    this.record(...events);
    const given = [this.userId, ...more];
    const history = this.history(given.length + 1);
    const all = [...given, ...(history?.parameters ?? [])];
    if (result) {
      const also = history ? `, history AS (${history.statement})` : '';
      return this.manager.query(`WITH RECURSIVE ${parts}${also} SELECT ${result}`, all);
    }
    this.transaction.writeLater(`WITH RECURSIVE ${parts} ${history?.statement ?? 'SELECT'}`, all);
    return [];
  }

  /** Writes the events that no statement took along; where there are none, that a request with a key was carried out. */
  finish(): void {
    const history = this.history(2);
    if (history) this.transaction.writeLater(history.statement, [this.userId, ...history.parameters]);
    else if (this.key && this.written === 0 && !this.isNoted && !this.isRepeated) this.note();
  }

  /** Notes that the change was made though it left no event: everything was so already. */
  note(): void {
    const nothing = [0, null, null, null, null, null, null, this.key ?? null];
    this.isNoted = true;
    this.transaction.writeLater(insertOne(2), [this.userId, ...this.ofRequest, ...nothing]);
  }

  private get ofRequest(): unknown[] {
    return [this.revision, this.id, this.at, this.as?.cause ?? 'change', this.as?.ofId ?? null];
  }

  /** @param first the number of its first parameter; `$1` is the owner @returns nothing where there is nothing to write */
  private history(first: number): { statement: string; parameters: unknown[] } | undefined {
    const rows = this.all.slice(this.written).map((event, index) => rowOf(event, this.written + index));
    this.written = this.all.length;
    if (rows.length === 0) return undefined;
    if (rows.length > 1) {
      const given = [...this.ofRequest, JSON.stringify(rows), this.key ?? null];
      return { statement: insertMany(first), parameters: given };
    }
    const { seq, entity, entity_id, title, field, before, after } = rows[0]!;
    const key = seq === 0 ? (this.key ?? null) : null;
    const values = [seq, entity, entity_id, title, field, asJson(before), asJson(after), key];
    return { statement: insertOne(first), parameters: [...this.ofRequest, ...values] };
  }
}

function rowOf({ entityId, ...event }: NewEvent, seq: number) {
  return { ...event, seq, entity_id: entityId };
}

/** No value is NULL, rather than the null of JSON. */
function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function insertOne(first: number): string {
  return `INSERT INTO events ${COLUMNS} VALUES ($1, ${parameters(13, first)})`;
}

function insertMany(first: number): string {
  return `INSERT INTO events ${COLUMNS}
    SELECT $1, ${parameters(5, first)}, seq, entity, entity_id, title, field, before, after,
      CASE WHEN seq = 0 THEN $${first + 6}::uuid END
    FROM jsonb_to_recordset($${first + 5}::jsonb)
      AS event (seq int, entity text, entity_id uuid, title text, field text, before jsonb, after jsonb)`;
}
