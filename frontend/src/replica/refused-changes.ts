import { createStore } from '../shared/api/external-store';
import { refusedHere } from '../shared/api/unsent';
import type { KeptChange } from './kept-change';
import type { ThingName } from './row-store';

/** Another device changed a field as well. */
export interface FieldClash {
  /** The thing as the server has it. */
  theirs: { id: string; version: number; updatedAt: string };
  /** What was wanted here, by field. */
  mine: Readonly<Record<string, unknown>>;
}

/** A change that the server did not make, and that waits for the person. */
export interface RefusedChange {
  /** Its `Change-Id`. All that clashes in one thing waits as one, under the id of the thing. */
  id: string;
  change: KeptChange;
  /** What it is about, and its name, by which it is called when it is gone. */
  subject: { table: ThingName; id: string; title: string };
  /** When it was made here. ISO 8601 */
  at: string;
  /** Why, in a sentence. */
  reason: string;
  /** What it is about was not there; whether it is in Trash is another question. */
  isGone?: boolean;
  /** Only of a conflict: both values, to choose from. */
  conflict?: FieldClash;
}

/**
 * Makes the entry of a change. @param waiting what waits already: what belongs to the same entry is taken over
 * @returns null where there is nothing that could wait
 */
export type MakeEntry = (waiting: readonly RefusedChange[]) => Promise<RefusedChange | null>;

/** What became an entry in this page, and is not in the database. */
export interface Unwritten {
  id: string;
  make: MakeEntry;
  /** Of the change, where it is kept; it stays there until the entry is written. */
  place: Promise<number | undefined> | undefined;
}

/** Where refused changes are kept. What fails there rejects nothing. */
export interface RefusedStore {
  /** Shows what is kept, now and whenever a tab of this browser changes it. */
  follow: (changes: RefusedChanges) => Promise<unknown>;
  /** Writes what is not written yet. */
  write: () => Promise<unknown>;
  /** @param unwritten what there was of it in this page alone */
  removeRefused: (entry: RefusedChange, unwritten: readonly Unwritten[]) => Promise<unknown>;
}

/** One person's refused changes: in memory, and in the database of the replica where there is one. */
export class RefusedChanges {
  readonly #all = createStore<readonly RefusedChange[]>([]);
  #isOver = false;
  unwritten: readonly Unwritten[] = [];

  constructor(private readonly database: Promise<RefusedStore | null>) {
    void database.then((store) => store?.follow(this));
  }

  readonly get = () => this.#all.get();
  readonly subscribe = (listener: () => void) => this.#all.subscribe(listener);
  readonly show = (all: readonly RefusedChange[]) => this.#all.set(all);

  /** @returns when it is kept, if it can be */
  add(refused: RefusedChange): Promise<unknown> {
    const make = (waiting: readonly RefusedChange[]) => joined(refused, waiting);
    return this.#put(make(this.get()), (waiting) => Promise.resolve(make(waiting)));
  }

  /** Has a change wait. @param place where it is kept until then @returns whether it waits */
  async refuse(make: MakeEntry, place?: Promise<number | undefined>): Promise<boolean> {
    const refused = await make(this.get());
    if (refused) void this.#put(refused, make, place);
    return !!refused;
  }

  /** The person has answered it. @returns whether it was still waiting */
  remove(id: string): boolean {
    const entry = this.get().find((other) => other.id === id);
    if (!entry) return false;
    const unwritten = this.unwritten.filter((other) => other.id === id);
    this.show(this.get().filter((other) => other !== entry));
    this.#setUnwritten(this.unwritten.filter((other) => other.id !== id));
    void this.database.then((store) => store?.removeRefused(entry, unwritten));
    return true;
  }

  written(one: Unwritten): void {
    this.#setUnwritten(this.unwritten.filter((other) => other !== one));
  }

  #put(refused: RefusedChange, make: MakeEntry, place?: Unwritten['place']): Promise<unknown> {
    this.show(withEntry(this.get(), refused));
    this.#setUnwritten([...this.unwritten, { id: refused.id, make, place }]);
    return this.database.then((store) => store?.write());
  }

  /** What was kept is there no more. */
  unkeep(): void {
    const make = (entry: RefusedChange) => () => Promise.resolve(entry);
    this.#setUnwritten(this.get().map((entry) => ({ id: entry.id, make: make(entry), place: undefined })));
  }

  /**
   * It is another person's page from now on, and nothing is counted any more. Nobody is told: what that person's page still
   * shows would be asked for again.
   */
  end(): void {
    this.#setUnwritten([]);
    this.#isOver = true;
  }

  #setUnwritten(unwritten: readonly Unwritten[]): void {
    if (this.#isOver) return;
    refusedHere.set(refusedHere.get() + unwritten.length - this.unwritten.length);
    this.unwritten = unwritten;
  }
}

/** @returns an entry that waits again, with what clashed in the same thing since; of one field what was typed last */
function joined(again: RefusedChange, waiting: readonly RefusedChange[]): RefusedChange {
  const since = waiting.find(({ id }) => id === again.id);
  if (!again.conflict || !since?.conflict || since.change.id === again.change.id) return again;
  const { theirs } = since.conflict;
  return withClash(since, { theirs, mine: { ...again.conflict.mine, ...since.conflict.mine } });
}

/** @returns the entry of a conflict with other values; the change that it makes again goes over what is there */
export function withClash(entry: RefusedChange, conflict: FieldClash): RefusedChange {
  const { theirs, mine } = conflict;
  const [kind] = entry.change.made;
  return { ...entry, change: { ...entry.change, made: [kind, theirs, mine] }, conflict };
}

/** @returns the same with an entry in place of what it was before */
export function withEntry(all: readonly RefusedChange[], entry: RefusedChange | null): readonly RefusedChange[] {
  return entry ? [...all.filter(({ id }) => id !== entry.id), entry] : all;
}
