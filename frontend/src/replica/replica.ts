import type { components } from '@latch/contracts/latch';
import { replaceEqualDeep } from '@tanstack/react-query';
import { RowStore, SETTINGS, type TableName, TABLES, type Tables, type Written } from './row-store';

type SyncPage = components['schemas']['SyncPage'];
type Todo = components['schemas']['Todo'];

/** A change that is shown and that the copy of the server's state does not have yet. */
export interface Pending {
  /** Makes the change, on whatever is there by then; harmless where the server has made it already. */
  apply: (rows: RowStore) => void;
  /** What it wrote when it was last made. */
  written: readonly Written[];
}

/** Of what is not in Trash. */
export const LIVE = { deletedAt: null, deletedWith: null };

/** Names the view of projects, sections and labels that can be shown before it is known how much is in them. */
export const NAMES = 'names';

/** Rows that lists gave before the first read of the feed. */
interface Early {
  /** Whether there is more of a view that can be shown before that read; undefined of one that cannot. */
  isPart: (view: string) => boolean | undefined;
  /** Lets go of what the feed does not have. */
  replace: (pages: readonly SyncPage[], rows: RowStore) => void;
}

/** What the server has, as far as it is known here. */
export type ConfirmedRows = { [Name in TableName]: readonly Tables[Name][] };

/** Views of which there is one for each text that is typed, or each state of what is counted. */
const TYPED = /^(?:search|found|filter|to inspect|count) /;
/** Of those, the last ones are kept. */
const MOST_TYPED = 50;

interface Memo {
  version: number;
  value: unknown;
}

/**
 * What this device has of one person's things, with the changes on top that are still on their way. Whatever comes from the
 * server is put below them: they are taken back, it is written, and they are made again.
 */
export class Replica {
  /** How far the change feed was read. */
  revision = '0';
  early: Early | undefined;
  readonly #rows = new RowStore();
  readonly #older = new Set<string>();
  #pending: readonly Pending[] = [];
  #version = 0;
  readonly #listeners = new Set<() => void>();
  readonly #memos = new Map<string, Memo>();
  /** Called with each row of the replica's time that came from the server, and whether everything before was taken back. */
  onConfirmed: ((written: readonly Written[], isReset: boolean) => void) | undefined;

  /** Puts in what was kept of an earlier page. */
  restore(revision: string, rows: ConfirmedRows): void {
    this.#below(() => TABLES.forEach((table) => rows[table].forEach((row) => this.#rows.put(table, row))));
    this.revision = revision;
  }

  /** Everything of the replica's time as the server last gave it. */
  confirmedRows(): ConfirmedRows {
    this.#takeBack();
    const of = <Name extends TableName>(table: Name) =>
      [...this.#rows.all(table)].filter(({ id }) => !this.#older.has(id));
    const rows = Object.fromEntries(TABLES.map((table) => [table, of(table)])) as unknown as ConfirmedRows;
    this.#makeAgain();
    return rows;
  }

  /**
   * Puts pages of the change feed in.
   * @returns todos from before the replica's time that changed: the feed says of them, as of what was removed, that they are gone
   */
  receive(pages: readonly SyncPage[]): string[] {
    const doubtful = pages.flatMap(({ gone }) => gone.flatMap(({ id }) => (this.#older.has(id) ? [id] : [])));
    this.#below(
      () => {
        pages.forEach((page) => this.#write(page));
        this.early?.replace(pages, this.#rows);
      },
      pages.some(({ reset }) => reset),
    );
    return [...new Set(doubtful)];
  }

  /** Puts in todos that were completed before the replica's time, which the feed does not have. */
  addOlder(todos: readonly Todo[]): void {
    for (const { id } of todos) if (!this.#rows.get('todos', id)) this.#older.add(id);
    this.addNew(todos);
  }

  /** Puts in todos, here or not, as the server gives them. @returns whether all were here already */
  addNew(todos: readonly Todo[]): boolean {
    return this.confirm(
      'todos',
      todos.map((todo) => ({ ...todo, ...LIVE })),
    );
  }

  /** A todo from before the replica's time is not there any more. */
  removeOlder(id: string): void {
    this.#older.delete(id);
    this.#below(() => this.#rows.delete('todos', id));
  }

  /** Puts in todos that are here as the server gave them in an answer; one that is gone since stays so. @returns whether all were here already */
  acknowledge(todos: readonly Todo[]): boolean {
    return this.addNew(todos.filter(({ id }) => this.confirmed('todos', id)));
  }

  /** Puts in rows as the server gave them in an answer, unless newer ones are here. @returns whether all were here already */
  confirm<Name extends TableName>(table: Name, rows: readonly Tables[Name][]): boolean {
    const newer = rows.filter(({ id, version }) => version > (this.confirmed(table, id)?.version ?? 0));
    if (newer.length > 0) this.#below(() => newer.forEach((row) => this.#rows.put(table, row)));
    return newer.length === 0;
  }

  /** Shows a change. @returns what `drop` takes */
  add(apply: Pending['apply']): Pending {
    const pending: Pending = { apply, written: this.#rows.record(() => apply(this.#rows)) };
    this.#pending = [...this.#pending, pending];
    this.#changed();
    return pending;
  }

  /** Shows a change no more: it was refused or undone, or the copy of the server's state has it. */
  drop(dropped: Pending): void {
    const rest = this.#pending.filter((pending) => pending !== dropped);
    if (rest.length === this.#pending.length) return;
    this.#takeBack();
    this.#pending = rest;
    this.#makeAgain();
    this.#changed();
  }

  /** A row as the server last gave it, without the changes that are on their way. */
  confirmed<Name extends TableName>(table: Name, id: string): Tables[Name] | undefined {
    for (const { written } of this.#pending) {
      const first = written.find((one) => one.id === id && one.table === table);
      if (first) return first.before as Tables[Name] | undefined;
    }
    return this.#rows.get(table, id);
  }

  /** What is shown, to be read at this moment. */
  get shown(): Readonly<Omit<RowStore, 'put' | 'delete' | 'record' | 'rollBack' | 'clear'>> {
    return this.#rows;
  }

  /**
   * What a view of the rows is now: the same object for as long as nothing in it changed.
   * @param key names the view
   */
  view<Value>(key: string, read: (rows: Replica['shown']) => Value): Value {
    const memo = this.#memos.get(key);
    if (memo?.version === this.#version) return memo.value as Value;
    const value = keepSame(memo?.value as Value | undefined, read(this.#rows));
    if (!memo && TYPED.test(key)) this.#forgetTyped();
    this.#memos.set(key, { version: this.#version, value });
    return value;
  }

  #forgetTyped(): void {
    const typed = [...this.#memos.keys()].filter((key) => TYPED.test(key));
    if (typed.length >= MOST_TYPED) this.#memos.delete(typed[0]!);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #write(page: SyncPage): void {
    if (page.reset) this.#rows.clear();
    for (const { entity, id } of page.gone) if (!this.#older.has(id)) this.#rows.delete(`${entity}s`, id);
    for (const table of TABLES) for (const row of rowsOf(page, table)) this.#putNewer(table, row);
    this.revision = page.revision;
  }

  /** A page may have been read before the answer to a change that is here by now. */
  #putNewer<Name extends TableName>(table: Name, row: Tables[Name]): void {
    if (row.version >= (this.#rows.get(table, row.id)?.version ?? 0)) this.#rows.put(table, row);
    this.#older.delete(row.id);
  }

  #below(work: () => void, isReset = false): void {
    this.#takeBack();
    const written = this.#rows.record(work);
    this.#makeAgain();
    this.#changed();
    const isOfNow = ({ id }: Written) => !this.#older.has(id);
    this.onConfirmed?.(written.filter(isOfNow), isReset);
  }

  #takeBack(): void {
    for (const { written } of this.#pending.toReversed()) this.#rows.rollBack(written);
  }

  #makeAgain(): void {
    for (const pending of this.#pending) pending.written = this.#rows.record(() => pending.apply(this.#rows));
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function rowsOf(page: SyncPage, table: TableName): readonly Tables[TableName][] {
  return table === 'settings' ? [{ ...page.settings, id: SETTINGS, version: 0 }] : page[table];
}

/** @returns the earlier value where the later one is equal, and else the later one with what is equal in it */
function keepSame<Value>(before: Value | undefined, now: Value): Value {
  if (before === undefined) return now;
  if (!Array.isArray(before) || !Array.isArray(now)) return replaceEqualDeep(before, now);
  return before.length === now.length && now.every((item, index) => item === before[index]) ? before : now;
}
