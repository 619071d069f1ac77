import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { KeptChanges } from './kept-changes';
import type { ConfirmedRows, Replica } from './replica';
import { repetitionOf } from './reversal';
import { type TableName, TABLES, type Tables, type Written } from './row-store';

/**
 * The shape of what is kept. Raise it when a row of the change feed gets another one: what was kept before is dropped then,
 * and everything is read from the server. `replica-database.spec.ts` notices.
 */
const FORMAT = 1;
/** Changes seldom come alone. Milliseconds. */
const GATHER_MS = 100;
/** Rows that are put before the page gets its turn. */
const AT_ONCE = 250;
/** What was completed or deleted longer ago is no part of a replica. Milliseconds. */
const REPLICA_TIME_MS = 30 * 86_400_000;

/** Whose replica it is, as far as a page shows it. */
export interface KeptPerson {
  id: string;
  email: string;
  name?: string | null | undefined;
}

interface State {
  person: KeptPerson;
  /** What the rows come to: those of a later revision may be among them, none of an earlier one is missing. */
  revision: string;
}

/** A change that was made here and is not known to be in the server's state yet. */
export interface KeptChange {
  /** Its `Change-Id`. */
  id: string;
  /** What makes it again, by its name, and what that takes: plain data. */
  made: readonly [kind: string, ...args: unknown[]];
  /** What it wrote, by which it is shown. */
  written: readonly Written[];
  did: string;
  fails: string;
  about: readonly string[];
  undoable: boolean;
}

/** The name of a Web Lock that a page holds for as long as it sends its changes itself. */
const senderLock = (sender: string) => `latch.sender ${sender}`;

type Schema = DBSchema & {
  state: { key: 'state'; value: State };
  /** In the order in which they were made. */
  changes: { key: number; value: { sender: string; change: KeptChange } };
} & {
  [Name in TableName]: { key: string; value: Tables[Name] };
};

/** `crypto.randomUUID` is not there over http on a local network. */
const anyName = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');

/** @returns whether a revision of the change feed is later than another */
const isLater = (revision: string, than: string) => BigInt(revision) > BigInt(than);

/** Erases a database. Pages that have it open close it. */
export function eraseDatabase(name: string): Promise<void> {
  return deleteDB(name);
}

/**
 * One person's replica in IndexedDB. Any number of tabs may keep it: each writes what came to it together with the revision
 * that this makes, and nothing where another tab has come further.
 */
export class ReplicaDatabase {
  readonly #sender = anyName();
  readonly #closed = new AbortController();
  #isOpen = true;
  #person: KeptPerson | null = null;
  #replica: Replica | null = null;
  /** Whether everything is to be written, in place of what is there. */
  #whole: 'no' | 'unless there' | 'yes' = 'no';
  #changed = new Map<string, Written>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing = Promise.resolve();

  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  /** @throws {DOMException} where the browser has no place, or a newer version of Latch has kept it in another format */
  static async open(name: string): Promise<ReplicaDatabase> {
    const close = () => opened.#close();
    const database = await openDB<Schema>(name, FORMAT, {
      upgrade: (made) => {
        for (const store of made.objectStoreNames) made.deleteObjectStore(store);
        made.createObjectStore('state');
        made.createObjectStore('changes', { autoIncrement: true });
        for (const table of TABLES) made.createObjectStore(table, { keyPath: 'id' });
      },
      // It is to be erased, or another tab is of a newer version.
      blocking: close,
      terminated: close,
    });
    const opened = new ReplicaDatabase(database);
    await opened.#holdSender();
    return opened;
  }

  /** For as long as the page is there: then another one sends what it did not. */
  #holdSender(): Promise<void> {
    const { locks } = globalThis.navigator;
    return new Promise((resolve) => {
      if (!locks) return resolve();
      const hold = () => {
        resolve();
        return new Promise<void>((release) => this.#closed.signal.addEventListener('abort', () => release()));
      };
      locks.request(senderLock(this.#sender), hold).catch(() => resolve());
    });
  }

  async readPerson(): Promise<KeptPerson | null> {
    return (await this.database.get('state', 'state'))?.person ?? null;
  }

  /** @returns everything of one moment; null where nothing was kept yet */
  async read(now = Date.now()): Promise<{ revision: string; rows: ConfirmedRows } | null> {
    const transaction = this.database.transaction(['state', ...TABLES]);
    const [state, projects, sections, labels, todos] = await Promise.all([
      transaction.objectStore('state').get('state'),
      transaction.objectStore('projects').getAll(),
      transaction.objectStore('sections').getAll(),
      transaction.objectStore('labels').getAll(),
      transaction.objectStore('todos').getAll(),
    ]);
    if (!state) return null;
    const oldest = new Date(now - REPLICA_TIME_MS).toISOString();
    const isOfNow = ({ completedAt, deletedAt }: Tables['todos']) => (deletedAt ?? completedAt ?? oldest) >= oldest;
    return { revision: state.revision, rows: { projects, sections, labels, todos: todos.filter(isOfNow) } };
  }

  /** @returns its place among the changes */
  addChange(change: KeptChange): Promise<number> {
    return this.database.add('changes', { sender: this.#sender, change });
  }

  removeChange(place: number): Promise<void> {
    return this.database.delete('changes', place);
  }

  /** @returns the changes that no other page sends, in their order and by their places: they are this page's to send now */
  async takeChanges(): Promise<[place: number, change: KeptChange][]> {
    const { locks } = globalThis.navigator;
    const held = new Set((await locks?.query())?.held?.map(({ name }) => name));
    const taken: [number, KeptChange][] = [];
    const transaction = this.database.transaction('changes', 'readwrite');
    for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
      const { sender, change } = cursor.value;
      // Where there are no locks two tabs may send the same, which the server takes for once.
      if (held.has(senderLock(sender))) continue;
      void cursor.update({ sender: this.#sender, change });
      taken.push([cursor.primaryKey, change]);
    }
    await transaction.done;
    return taken;
  }

  /** Keeps a replica from now on, until the database is erased. @param isEmpty whether all of it is to be written first */
  keep(person: KeptPerson, replica: Replica, isEmpty: boolean): void {
    this.#person = person;
    this.#replica = replica;
    if (isEmpty) this.#whole = 'unless there';
    replica.onConfirmed = (written, isReset) => {
      if (isReset) this.#whole = 'yes';
      for (const one of written) this.#changed.set(`${one.table} ${one.id}`, one);
      this.#writeSoon();
    };
    this.#writeSoon();
  }

  /** Writes what waits to be written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write()).catch(() => this.#close());
    return this.#writing;
  }

  #writeSoon(): void {
    if (this.#isOpen) this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  async #write(): Promise<void> {
    const [person, replica] = [this.#person, this.#replica];
    // Before the first read nothing is whole.
    if (!this.#isOpen || !person || !replica || replica.revision === '0') return;
    const { revision } = replica;
    const [whole, changed] = [this.#whole, this.#changed];
    this.#whole = 'no';
    this.#changed = new Map();
    const rows = whole === 'no' ? null : replica.confirmedRows();
    const transaction = this.database.transaction(['state', ...TABLES], 'readwrite', { durability: 'relaxed' });
    const states = transaction.objectStore('state');
    const there = await states.get('state');
    if (!there && !rows) throw new Error('Somebody has erased it.');
    if (there && whole !== 'yes' && isLater(there.revision, revision)) return;
    const puts = rows ? TABLES.map((table) => [table, rows[table]] as const) : [];
    for (const [table, all] of puts) {
      const store = transaction.objectStore(table);
      void store.clear();
      for (let from = 0; from < all.length; from += AT_ONCE)
        await Promise.all(all.slice(from, from + AT_ONCE).map((row) => store.put(row as never)));
    }
    if (!rows)
      for (const { table, id, after } of changed.values()) {
        const store = transaction.objectStore(table);
        void (after ? store.put(after as never) : store.delete(id));
      }
    void states.put({ person, revision }, 'state');
    await transaction.done;
  }

  #close(): void {
    this.#isOpen = false;
    this.#closed.abort();
    clearTimeout(this.#timer);
    if (this.#replica) this.#replica.onConfirmed = undefined;
    this.database.close();
  }
}

interface Keep {
  name: string;
  person: KeptPerson;
  replica: Replica;
  changes: KeptChanges;
  /** Whether it is still to be kept, once the database is open: else it is erased. */
  isWanted: () => boolean;
}

/** Whose replica a database has; null for nobody's. */
export async function readPerson(name: string): Promise<KeptPerson | null> {
  const database = await ReplicaDatabase.open(name);
  return database.readPerson();
}

/**
 * Puts what a database has into a replica, and keeps what comes from then on.
 * @returns whether there was anything
 */
export async function keepFrom({ name, person, replica, changes, isWanted }: Keep): Promise<boolean> {
  const database = await ReplicaDatabase.open(name).catch(() => null);
  const kept = await database?.read().catch(() => null);
  const taken = (await database?.takeChanges().catch(() => [])) ?? [];
  changes.keepIn(isWanted() ? database : null);
  if (!database) return false;
  if (!isWanted()) {
    void eraseDatabase(name);
    return false;
  }
  const restores = !!kept && replica.revision === '0';
  if (restores) replica.restore(kept.revision, kept.rows);
  showAndHandOver(taken, replica, changes);
  database.keep(person, replica, !restores);
  return restores;
}

type Taken = Awaited<ReturnType<ReplicaDatabase['takeChanges']>>;

/** Shows what an earlier page did not get to send, and hands it to who sends it. */
export function showAndHandOver(taken: Taken, replica: Replica, changes: KeptChanges): void {
  const shown = taken.map(([place, change]) => ({ place, change, pending: replica.add(repetitionOf(change.written)) }));
  changes.restore(shown);
}
