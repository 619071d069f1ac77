import { deferred } from '../shared/api/deferred';
import type { KeptChange } from './kept-change';
import { RefusedChanges, type RefusedStore } from './refused-changes';
import type { Pending } from './replica';

/** Where changes are kept. */
export interface ChangeStore {
  /** @returns its place among the changes */
  addChange: (change: KeptChange) => Promise<number>;
  removeChange: (place: number) => Promise<void>;
  refused: RefusedStore;
}

/** What keeps a change on this device. */
export interface Keeping {
  /** Whether it is kept, once that is known. */
  isKept: Promise<boolean>;
  /** Where it is kept, once that is known; undefined for nowhere. */
  place: Promise<number | undefined>;
  /** The server's state has it. What was refused is forgotten with the writing of what waits in "Needs you". */
  forget: () => void;
}

/** A change that an earlier page did not get to send. It is shown already. */
export interface RestoredChange extends Keeping {
  change: KeptChange;
  pending: Pending;
}

/** One person's changes that are not known to be in the server's state, as they are kept on this device. */
export class KeptChanges {
  readonly #database = deferred<ChangeStore | null>();
  readonly #open = deferred<void>();
  #restored: RestoredChange[] = [];
  #resume: ((restored: RestoredChange) => void) | undefined;
  /** Those that the server did not make, and that wait for the person. */
  readonly refused = new RefusedChanges(this.#database.promise.then((database) => database?.refused ?? null));
  /** Whether it is known what an earlier page did not get to send. */
  isOpen = false;

  /** When that is known, and handed over. */
  get whenOpen(): Promise<void> {
    return this.#open.promise;
  }

  /** Keeps changes there from now on, those too that were made before; null where nothing may be kept. */
  keepIn(database: ChangeStore | null): void {
    this.#database.resolve(database);
    if (!database) this.#opened();
  }

  keep(change: KeptChange): Keeping {
    return this.#keeping(this.#database.promise.then((database) => database?.addChange(change)));
  }

  /** Hands changes that an earlier page did not get to send, and that are shown already, to who sends them. */
  restore(changes: readonly { place: number; change: KeptChange; pending: Pending }[]): void {
    for (const { place, ...shown } of changes)
      this.#restored.push({ ...shown, ...this.#keeping(Promise.resolve(place)) });
    this.#handOver();
    this.#opened();
  }

  /** @param resume called once for each change that was restored, in their order, now or once it is */
  onRestored(resume: (restored: RestoredChange) => void): void {
    this.#resume = resume;
    this.#handOver();
  }

  #opened(): void {
    this.isOpen = true;
    this.#open.resolve();
  }

  #handOver(): void {
    if (this.#resume) this.#restored.splice(0).forEach(this.#resume);
  }

  #keeping(place: Promise<number | undefined>): Keeping {
    const known = place.catch(() => undefined);
    const forget = async () => {
      const [database, key] = await Promise.all([this.#database.promise, known]);
      if (key !== undefined) await database?.removeChange(key);
    };
    return {
      place: known,
      isKept: known.then((key) => key !== undefined),
      forget: () => void forget().catch(() => undefined),
    };
  }
}
