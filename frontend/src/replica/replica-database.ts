import { type IDBPDatabase, openDB } from 'idb';
import type { KeptChange } from './kept-change';
import type { ConfirmedRows, Replica } from './replica';
import { reportKeptLost } from '../shared/api/unsent';
import { type RefusedSchema, RefusedTable } from './refused-table';
import { Senders } from './senders';
import { type TableName, TABLES, type Tables, type Written } from './row-store';
import { isBehind } from './told';
import { wholly } from './whole-transaction';

/**
 * The shape of what is kept. Raise it when a row of the change feed gets another one: what was kept before is dropped then,
 * and everything is read from the server. `replica-database.spec.ts` notices.
 */
const FORMAT = 5;
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

type Schema = RefusedSchema & {
  state: { key: 'state'; value: State };
  /** In the order in which they were made. */
  changes: { key: number; value: { sender: string; change: KeptChange } };
} & {
  [Name in TableName]: { key: string; value: Tables[Name] };
};

/** Makes the places for rows anew. What was not sent, or was refused, is nowhere else, and stays. */
export function dropRows(database: IDBPDatabase<Schema>): void {
  const names = database.objectStoreNames;
  for (const name of names) if (name !== 'changes' && name !== 'refused') database.deleteObjectStore(name);
  if (!names.contains('changes')) database.createObjectStore('changes', { autoIncrement: true });
  if (!names.contains('refused')) database.createObjectStore('refused', { keyPath: 'id' });
  database.createObjectStore('state');
  for (const table of TABLES) database.createObjectStore(table, { keyPath: 'id' });
}

/**
 * One person's replica in IndexedDB. Any number of tabs may keep it: each writes what came to it together with the revision
 * that this makes, and nothing where another tab has come further.
 */
export class ReplicaDatabase {
  readonly refused: RefusedTable;
  readonly #senders: Senders;
  #isOpen = true;
  #person: KeptPerson | null = null;
  #replica: Replica | null = null;
  /** Whether everything is to be written, in place of what is there. */
  #whole: 'no' | 'unless there' | 'yes' = 'no';
  #changed = new Map<string, Written>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing = Promise.resolve();

  private constructor(private readonly database: IDBPDatabase<Schema>) {
    this.#senders = new Senders(database.name);
    this.refused = new RefusedTable(database as unknown as IDBPDatabase<RefusedSchema>);
  }

  /** @throws {DOMException} where the browser has no place, or a newer version of Latch has kept it in another format */
  static async open(name: string): Promise<ReplicaDatabase> {
    const lose = (isErased: boolean) => {
      opened.#lose(isErased);
      reportKeptLost();
    };
    const database = await openDB<Schema>(name, FORMAT, {
      upgrade: dropRows,
      // It is to be erased, or another tab is of a newer version.
      blocking: (_version, newer) => lose(newer === null),
      terminated: () => lose(true),
    });
    const opened = new ReplicaDatabase(database);
    await opened.#senders.join();
    return opened;
  }

  async readPerson(): Promise<KeptPerson | null> {
    return (await this.database.get('state', 'state'))?.person ?? null;
  }

  /** @returns everything of one moment; null where nothing was kept yet */
  async read(now = Date.now()): Promise<{ revision: string; rows: ConfirmedRows } | null> {
    const transaction = this.database.transaction(['state', ...TABLES]);
    const [state, ...all] = await Promise.all([
      transaction.objectStore('state').get('state'),
      ...TABLES.map((table) => transaction.objectStore(table).getAll()),
    ]);
    if (!state) return null;
    const oldest = new Date(now - REPLICA_TIME_MS).toISOString();
    const isOfNow = ({ completedAt, deletedAt }: Tables['todos']) => (deletedAt ?? completedAt ?? oldest) >= oldest;
    const rows = Object.fromEntries(TABLES.map((table, at) => [table, all[at]])) as unknown as ConfirmedRows;
    return { revision: state.revision, rows: { ...rows, todos: rows.todos.filter(isOfNow) } };
  }

  /** @returns its place among the changes */
  addChange(change: KeptChange): Promise<number> {
    return this.database.add('changes', { sender: this.#senders.own, change });
  }

  removeChange(place: number): Promise<void> {
    return this.database.delete('changes', place);
  }

  /** @returns the changes that no other page sends, in their order and by their places: they are this page's to send now */
  async takeChanges(): Promise<[place: number, change: KeptChange][]> {
    const senders = new Set((await this.database.getAll('changes')).map(({ sender }) => sender));
    // Asked now: who comes later is not among the senders, and who was there before has said so first.
    const alive = senders.size > 0 ? await this.#senders.alive() : new Set<string>();
    const taken: [number, KeptChange][] = [];
    const transaction = this.database.transaction('changes', 'readwrite');
    for (let cursor = await transaction.store.openCursor(); cursor; cursor = await cursor.continue()) {
      const { sender, change } = cursor.value;
      if (!senders.has(sender) || alive.has(sender)) continue;
      await cursor.update({ sender: this.#senders.own, change });
      taken.push([cursor.primaryKey, change]);
    }
    await transaction.done;
    return taken;
  }

  /** Keeps a replica from now on, until the database is erased. @param isEmpty whether all of it is to be written first */
  keep(person: KeptPerson, replica: Replica, isEmpty: boolean): void {
    if (!this.#isOpen) return;
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
    this.#writing = this.#writing.then(() => this.#write()).catch(() => this.#stop());
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
    // Nothing of it where a part fails: that would be taken for all.
    await wholly(transaction, async () => {
      const states = transaction.objectStore('state');
      const there = await states.get('state');
      if (!there && !rows) throw new Error('Somebody has erased it.');
      if (there && whole !== 'yes' && isBehind(revision, there.revision)) return;
      if (rows) for (const table of TABLES) await replaceRows(transaction.objectStore(table), rows[table]);
      else await Promise.all([...changed.values()].map((one) => writeRow(transaction.objectStore(one.table), one)));
      await states.put({ person, revision }, 'state');
    });
  }

  /** Keeps no more rows; what waits to be sent stays where it is. */
  #stop(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    if (this.#replica) this.#replica.onConfirmed = undefined;
  }

  #lose(isErased: boolean): void {
    this.#stop();
    if (isErased) this.refused.lose();
    this.database.close();
  }

  close(): void {
    this.#stop();
    this.refused.close();
    this.database.close();
  }
}

interface RowTable {
  clear: () => Promise<void>;
  put: (row: never) => Promise<unknown>;
  delete: (id: string) => Promise<void>;
}

async function replaceRows(store: RowTable, rows: readonly Tables[TableName][]): Promise<void> {
  await store.clear();
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => store.put(row as never)));
}

async function writeRow(store: RowTable, { id, after }: Written): Promise<void> {
  await (after ? store.put(after as never) : store.delete(id));
}
