import { createStore, type ExternalStore } from '../shared/api/external-store';
import type { KeptChange } from './kept-change';
import type { TableName } from './row-store';

/** Another device changed a field as well. */
export interface FieldClash {
  /** The thing as the server has it. */
  theirs: { id: string; updatedAt: string };
  /** What was wanted here, by field. */
  mine: Readonly<Record<string, unknown>>;
}

/** A change that the server did not make, and that waits for the person. */
export interface RefusedChange {
  /** Its `Change-Id`. All that clashes in one thing waits as one, under the id of the thing. */
  id: string;
  change: KeptChange;
  /** What it is about, and its name, by which it is called when it is gone. */
  subject: { table: TableName; id: string; title: string };
  /** When it was made here. ISO 8601 */
  at: string;
  /** Why, in a sentence. */
  reason: string;
  /** Only of a conflict: both values, to choose from. */
  conflict?: FieldClash;
}

/** Where refused changes are kept. What fails there rejects nothing. */
export interface RefusedStore {
  /** Puts in what is kept, now and whenever a tab of this browser changes it. */
  follow: (all: ExternalStore<readonly RefusedChange[]>) => void;
  putRefused: (refused: RefusedChange) => Promise<unknown>;
  removeRefused: (id: string) => Promise<unknown>;
}

/** One person's refused changes: in memory, and in the database of the replica where there is one. */
export class RefusedChanges {
  readonly #all = createStore<readonly RefusedChange[]>([]);

  constructor(private readonly database: Promise<RefusedStore | null>) {
    void database.then((store) => store?.follow(this.#all));
  }

  readonly get = () => this.#all.get();
  readonly subscribe = (listener: () => void) => this.#all.subscribe(listener);

  /** @returns when it is kept, if it can be */
  add(refused: RefusedChange): Promise<unknown> {
    this.#all.set([...this.#without(refused.id), refused]);
    return this.database.then((store) => store?.putRefused(refused));
  }

  /** The person has answered it. @returns whether it was still waiting */
  remove(id: string): boolean {
    const others = this.#without(id);
    const isThere = others.length < this.get().length;
    this.#all.set(others);
    void this.database.then((store) => store?.removeRefused(id));
    return isThere;
  }

  #without(id: string) {
    return this.get().filter((other) => other.id !== id);
  }
}
