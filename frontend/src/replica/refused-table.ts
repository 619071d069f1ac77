import type { DBSchema, IDBPDatabase } from 'idb';
import {
  type RefusedChange,
  type RefusedChanges,
  type RefusedStore,
  type Unwritten,
  withClash,
  withEntry,
} from './refused-changes';
import { wholly } from './whole-transaction';

export interface RefusedSchema extends DBSchema {
  refused: { key: string; value: RefusedChange };
  changes: { key: number; value: object };
}

/** An entry that the person has answered, and the places of its changes that are kept still. */
interface Answered {
  entry: RefusedChange;
  places: readonly (Unwritten['place'] | number)[];
}

const allOf = (places: Answered['places']) => Promise.all(places.map((place) => Promise.resolve(place)));

/** The refused changes in a database. The tabs that have it open tell each other of every change. */
export class RefusedTable implements RefusedStore {
  readonly #channel: BroadcastChannel;
  #changes: RefusedChanges | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #answered: readonly Answered[] = [];
  #isClosed = false;

  constructor(private readonly database: IDBPDatabase<RefusedSchema>) {
    this.#channel = new BroadcastChannel(`${database.name} refused`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Answered | ''>) => {
      // A tab whose database is closed asks for it.
      if (data) this.#answered = [...this.#answered, data];
      void this.write();
    });
  }

  follow(changes: RefusedChanges): Promise<void> {
    this.#changes = changes;
    return this.write();
  }

  async removeRefused(entry: RefusedChange, unwritten: readonly Unwritten[]): Promise<void> {
    const removal = { entry, places: unwritten.map(({ place }) => place) };
    this.#answered = [...this.#answered, removal];
    await this.write();
    if (this.#answered.includes(removal)) this.#tell({ entry, places: await allOf(removal.places) });
  }

  /** Writes what was not written yet, and takes over what other tabs wrote. */
  write(): Promise<void> {
    const working = this.#last.then(async () => {
      if (await this.#writeAll()) this.#tell('');
      await this.#read();
    });
    const over = working.catch(() => undefined);
    this.#last = over;
    return over;
  }

  /** What is kept is erased: what waits is in this page alone. */
  lose(): void {
    this.#changes?.unkeep();
    this.close();
  }

  close(): void {
    this.#isClosed = true;
    this.#channel.close();
  }

  #tell(message: Answered | ''): void {
    if (this.#isClosed) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    this.#channel.postMessage(message);
  }

  /** @returns whether anything was written */
  async #writeAll(): Promise<boolean> {
    let isWritten = false;
    // First what was answered: it may have been put back since.
    for (const removal of this.#answered) {
      await this.#remove(removal);
      this.#answered = this.#answered.filter((other) => other !== removal);
      isWritten = true;
    }
    for (const one of this.#changes?.unwritten ?? []) {
      const isDone = await this.#put(one).catch(() => false);
      if (isDone) this.#changes?.written(one);
      isWritten ||= isDone;
    }
    return isWritten;
  }

  /** Puts in an entry and forgets its change, or does neither. */
  async #put(one: Unwritten): Promise<boolean> {
    const place = await one.place;
    const before = await this.database.getAll('refused');
    const entry = await one.make(before);
    const was = before.find(({ id }) => id === entry?.id);
    const transaction = this.#begin();
    const isDone = await wholly(transaction, async () => {
      const [changes, refused] = [transaction.objectStore('changes'), transaction.objectStore('refused')];
      const there = entry ? await refused.get(entry.id) : undefined;
      // Another tab was faster: what it put in there is not to be lost.
      if (!isSame(there, was)) return false;
      if (entry) await refused.put(entry);
      if (place !== undefined) await changes.delete(place);
      return true;
    });
    return isDone || this.#put(one);
  }

  async #remove({ entry, places }: Answered): Promise<void> {
    const kept = await allOf(places);
    const transaction = this.#begin();
    await wholly(transaction, async () => {
      const [changes, refused] = [transaction.objectStore('changes'), transaction.objectStore('refused')];
      const there = await refused.get(entry.id);
      const rest = there && restOf(there, entry);
      if (rest) await refused.put(rest);
      else if (there) await refused.delete(entry.id);
      for (const place of kept) if (place !== undefined) await changes.delete(place);
    });
  }

  #begin() {
    return this.database.transaction(['changes', 'refused'], 'readwrite');
  }

  async #read(): Promise<void> {
    const changes = this.#changes;
    if (!changes) return;
    const shown = changes.get();
    let all: readonly RefusedChange[] = await this.database.getAll('refused');
    for (const { entry } of this.#answered)
      all = all.flatMap((there) => (there.id === entry.id ? (restOf(there, entry) ?? []) : there));
    for (const { make } of changes.unwritten) all = withEntry(all, await make(all));
    // What was added, answered or renewed meanwhile is not to be lost.
    if (changes.get() !== shown) return this.#read();
    changes.show(all.toSorted((a, b) => a.at.localeCompare(b.at)));
  }
}

/** Both are as they were stored, so their fields are in the same order. */
const isSame = (one: RefusedChange | undefined, other: RefusedChange | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

/** What waits still when an entry was answered: what another tab put into it, unseen by who answered. */
function restOf(there: RefusedChange, answered: RefusedChange): RefusedChange | undefined {
  if (!there.conflict || !answered.conflict || there.change.id === answered.change.id) return undefined;
  const { theirs, mine } = there.conflict;
  const seen = answered.conflict.mine;
  const fields = Object.entries(mine).filter(([field, value]) => seen[field] !== value);
  return fields.length === 0 ? undefined : withClash(there, { theirs, mine: Object.fromEntries(fields) });
}
