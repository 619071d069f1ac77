import type { components } from '@latch/contracts/latch';
import type { EntityManager } from 'typeorm';
import { v7 as uuidV7 } from 'uuid';
import { parameters } from '../fields/field-columns.js';

export type Entity = components['schemas']['Entity'];

/** Why a change was made: by itself, or to take another one back, or to make that one again. */
export type Cause = 'change' | 'undo' | 'redo';

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
  /** Of the transaction; every statement of the change goes through it. */
  manager: EntityManager;
  userId: string;
  revision: string;
  id?: string;
  at?: string;
  as?: ChangeOf;
}

const COLUMNS = `(user_id, revision, change_id, at, cause, of_id, seq, entity, entity_id, title, field, before, after)`;

/** One request's change: its transaction, its owner, and the events it leaves behind. */
export class Change {
  readonly manager: EntityManager;
  readonly userId: string;
  readonly id: string;
  /** The time of everything it changes: ISO 8601, in UTC, whole milliseconds. */
  readonly at: string;
  /** Counts the owner's changes. */
  readonly revision: string;
  /** That of its last step: each request that an undo takes back has a number of its own. */
  lastRevision: string;
  private readonly as: ChangeOf | undefined;
  private readonly all: NewEvent[] = [];
  private written = 0;

  constructor({ manager, userId, revision, id = uuidV7(), at = new Date().toISOString(), as }: Begun) {
    this.manager = manager;
    this.userId = userId;
    this.revision = revision;
    this.lastRevision = revision;
    this.id = id;
    this.at = at;
    this.as = as;
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
   * Writes something with its events, in one statement.
   * @param parts of a WITH, such as `changed AS (UPDATE …)`; `$1` is the owner
   * @param more the other parameters, from `$2` on
   * @param result what to select from the parts
   */
  async write<Row = never>(parts: string, more: unknown[], events: NewEvent[] = [], result = ''): Promise<Row[]> {
    this.record(...events);
    const given = [this.userId, ...more];
    const history = this.history(given.length + 1);
    if (!history) return this.manager.query(`WITH RECURSIVE ${parts} SELECT ${result}`, given);
    const statement = result ? `, history AS (${history.statement}) SELECT ${result}` : ` ${history.statement}`;
    return this.manager.query(`WITH RECURSIVE ${parts}${statement}`, [...given, ...history.parameters]);
  }

  /** Writes the events that no statement took along. */
  async finish(): Promise<void> {
    const history = this.history(2);
    if (history) await this.manager.query(history.statement, [this.userId, ...history.parameters]);
  }

  /** Notes that the change was made though it left no event: everything was so already. */
  async note(): Promise<void> {
    const nothing = [0, null, null, null, null, null, null];
    await this.manager.query(insertOne(2), [this.userId, ...this.ofRequest, ...nothing]);
  }

  private get ofRequest(): unknown[] {
    return [this.revision, this.id, this.at, this.as?.cause ?? 'change', this.as?.ofId ?? null];
  }

  /** @param first the number of its first parameter; `$1` is the owner @returns nothing where there is nothing to write */
  private history(first: number): { statement: string; parameters: unknown[] } | undefined {
    const rows = this.all.slice(this.written).map((event, index) => rowOf(event, this.written + index));
    this.written = this.all.length;
    if (rows.length === 0) return undefined;
    if (rows.length > 1) return { statement: insertMany(first), parameters: [...this.ofRequest, JSON.stringify(rows)] };
    const { seq, entity, entity_id, title, field, before, after } = rows[0]!;
    const values = [seq, entity, entity_id, title, field, asJson(before), asJson(after)];
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
  return `INSERT INTO events ${COLUMNS} VALUES ($1, ${parameters(12, first)})`;
}

function insertMany(first: number): string {
  return `INSERT INTO events ${COLUMNS}
    SELECT $1, ${parameters(5, first)}, seq, entity, entity_id, title, field, before, after
    FROM jsonb_to_recordset($${first + 5}::jsonb)
      AS event (seq int, entity text, entity_id uuid, title text, field text, before jsonb, after jsonb)`;
}
