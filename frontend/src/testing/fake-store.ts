import { keyBetween } from '@latch/domain/order-key';
import type { Clock } from '@latch/domain/dates';
import { clockOf } from '@latch/domain/settings-fields';
import type { components } from '@latch/contracts/latch';
import { ENTITIES } from '../replica/flat-views';

type Schemas = components['schemas'];
export type Todo = Schemas['Todo'];
export type Trashed = Schemas['TrashPage']['items'][number] & { contents: [TableName, Row][] };
export type Row = { id: string; version?: number };
export type TableName = 'todos' | 'projects' | 'sections' | 'labels' | 'filters' | 'trash';

interface Diff {
  table: TableName;
  id: string;
  before: Row | undefined;
  after: Row | undefined;
}
interface Change {
  id: string;
  diffs: Diff[];
  undone: boolean;
}
type Event = Schemas['Event'];

type Lists = Pick<Schemas['SyncPage'], 'projects' | 'sections' | 'labels' | 'filters' | 'todos'>;

const THINGS = ['projects', 'sections', 'labels', 'filters', 'todos'] as const;

/** What a fake backend keeps, with a history from which any change can be taken back. */
export class FakeStore {
  readonly todos = new Map<string, Todo>();
  readonly projects = new Map<string, Schemas['Project']>();
  readonly sections = new Map<string, Schemas['Section']>();
  readonly labels = new Map<string, Schemas['Label']>();
  readonly filters = new Map<string, Schemas['SavedFilter']>();
  readonly trash = new Map<string, Trashed>();
  /** Completed before the time that the change feed tells of. */
  readonly longCompleted = new Set<string>();
  readonly changes: Change[] = [];
  /** All there ever was. */
  private readonly known = new Map<string, Schemas['Ref']['entity']>();
  /** How often the change feed was read. */
  reads = 0;
  readonly events: Event[] = [];
  settings: Schemas['Settings'] = { timeZone: null, dayStart: 0, weekStart: 1 };
  private time = Date.UTC(2026, 10, 21, 12);

  /** By which the person has days. */
  get clock(): Clock {
    return clockOf(this.settings);
  }

  now(): string {
    this.time += 1000;
    return new Date(this.time).toISOString();
  }

  /** Everything, whatever was read before, and what is gone of what there ever was. */
  sync(): Schemas['SyncPage'] {
    this.reads += 1;
    const given = THINGS.map((name) => this.syncedRows(name));
    const isGiven = new Set(given.flat().map(({ id }) => id));
    for (const [at, rows] of given.entries()) for (const { id } of rows) this.known.set(id, entityOf(THINGS[at]!));
    for (const id of this.longCompleted) this.known.set(id, 'todo');
    const gone = [...this.known].flatMap(([id, entity]) => (isGiven.has(id) ? [] : [{ entity, id }]));
    const lists = Object.fromEntries(THINGS.map((name, at) => [name, given[at]])) as unknown as Lists;
    return { revision: String(this.reads), more: false, reset: false, settings: this.settings, ...lists, gone };
  }

  private syncedRows(name: (typeof THINGS)[number]): Row[] {
    const live = [...this.table(name).values()].filter(({ id }) => !this.longCompleted.has(id));
    const trashed = [...this.trash.values()].flatMap(({ id, deletedAt, contents }) =>
      contents.flatMap(([table, row]) => (table === name ? [synced(row, deletedAt, id)] : [])),
    );
    return [...live.map((row) => synced(row, null, null)), ...trashed];
  }

  /** Does something, and remembers what it made of which row. */
  record<T>(id: string, work: () => T): T {
    const before = this.snapshot();
    const result = work();
    const diffs = this.diffsSince(before);
    if (diffs.length === 0) return result;
    this.changes.push({ id, diffs, undone: false });
    this.remember(id, 'change', diffs);
    return result;
  }

  /** @returns what is different now, or the one row that stands in the way */
  reverse(
    id: string,
    way: 'undo' | 'redo',
  ): { refs: Schemas['Ref'][] } | { blocked: Diff; now: Row | undefined } | null {
    const parts = this.changes.filter((change) => change.id === id && change.undone === (way === 'redo'));
    if (!this.changes.some((change) => change.id === id)) return null;
    const made = parts.flatMap((part) => part.diffs);
    const diffs = way === 'undo' ? made.toReversed() : made;
    const [from, to] = way === 'undo' ? (['after', 'before'] as const) : (['before', 'after'] as const);
    const meanwhile = new Map<string, Row | undefined>();
    for (const diff of diffs) {
      const now = meanwhile.has(diff.id) ? meanwhile.get(diff.id) : this.table(diff.table).get(diff.id);
      if (bare(now) !== bare(diff[from])) return { blocked: diff, now };
      meanwhile.set(diff.id, diff[to]);
    }
    for (const diff of diffs) this.put(diff.table, diff.id, diff[to]);
    for (const part of parts) part.undone = way === 'undo';
    this.remember(
      id,
      way,
      diffs.map((diff) => ({ ...diff, before: diff[from], after: diff[to] })),
    );
    const things = diffs.filter(({ table }) => table !== 'trash');
    return { refs: things.map((diff) => ({ entity: entityOf(diff.table), id: diff.id })) };
  }

  table(name: TableName): Map<string, Row> {
    const table: Map<string, never> = this[name] as Map<string, never>;
    return table;
  }

  private put(name: TableName, id: string, row: Row | undefined): void {
    const table = this.table(name);
    const version = Math.max(table.get(id)?.version ?? 0, row?.version ?? 0) + 1;
    if (row) table.set(id, row.version === undefined ? row : { ...row, version });
    else table.delete(id);
  }

  private remember(changeId: string, cause: Event['cause'], diffs: Diff[]): void {
    const at = this.now();
    for (const { table, id: entityId, before, after } of diffs) {
      if (table === 'trash') continue;
      this.known.set(entityId, entityOf(table));
      const common = { changeId, at, actor: 'me', cause, entity: entityOf(table), entityId };
      const fields = before && after ? fieldsBetween(before, after) : [];
      if (!before) this.events.push({ ...common, field: 'created', before: null, after: true });
      if (!after) this.events.push({ ...common, field: 'deleted', before: false, after: true });
      for (const [field, was, is] of fields) this.events.push({ ...common, field, before: was, after: is });
    }
  }

  private snapshot(): Map<TableName, Map<string, Row>> {
    const names: TableName[] = [...THINGS, 'trash'];
    return new Map(names.map((name) => [name, new Map(this.table(name))]));
  }

  private diffsSince(before: Map<TableName, Map<string, Row>>): Diff[] {
    const diffs: Diff[] = [];
    for (const [table, rows] of before) {
      const now = this.table(table);
      for (const id of new Set([...rows.keys(), ...now.keys()])) {
        const [was, is] = [rows.get(id), now.get(id)];
        if (was !== is) diffs.push({ table, id, before: was, after: is });
      }
    }
    return diffs;
  }
}

function synced(row: Row, deletedAt: string | null, deletedWith: string | null) {
  return { ...row, deletedAt, deletedWith };
}

export function entityOf(table: TableName): Schemas['Ref']['entity'] {
  return table === 'trash' ? 'todo' : ENTITIES[table];
}

/** Without what every change of any field moves on. */
function bare(row: Row | undefined): string {
  return JSON.stringify(row && { ...row, version: 0, updatedAt: '' });
}

const COUNTED = new Set(['version', 'updatedAt', 'position']);

function fieldsBetween(before: Row, after: Row): [string, unknown, unknown][] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const fields = Object.keys(is).filter((field) => !COUNTED.has(field) && was[field] !== is[field]);
  return fields.map((field) => [field, was[field], is[field]]);
}

/** A position between two others, always the same. */
export function between(before: string | undefined, after: string | undefined): string {
  return keyBetween(before ?? null, after ?? null, 0);
}

/** A page of a list of todos, by the parameters of the request. */
export function pageOf(todos: Todo[], query: URLSearchParams): components['schemas']['TodoPage'] {
  const limit = Number(query.get('limit') ?? 50);
  const from = Number(query.get('cursor') ?? 0);
  const nextCursor = from + limit < todos.length ? String(from + limit) : null;
  return { items: todos.slice(from, from + limit), nextCursor };
}

/** The fields that are others than those of a todo. */
export function changesOf(todo: Todo, fields: Partial<Todo>): [string, unknown][] {
  const isOther = ([field, value]: [string, unknown]) =>
    JSON.stringify(todo[field as keyof Todo]) !== JSON.stringify(value);
  return Object.entries(fields).filter(isOther);
}
