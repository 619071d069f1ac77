import type { DBSchema, IDBPDatabase } from 'idb';
import type { ExternalStore } from '../shared/api/external-store';
import type { RefusedChange, RefusedStore } from './refused-changes';

export interface RefusedSchema extends DBSchema {
  refused: { key: string; value: RefusedChange };
}

/** The refused changes in a database. The tabs that have it open tell each other of every change. */
export class RefusedTable implements RefusedStore {
  readonly #channel: BroadcastChannel;
  #followers: ExternalStore<readonly RefusedChange[]>[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** What is in memory is all there is. */
  #isLost = false;

  constructor(private readonly database: IDBPDatabase<RefusedSchema>) {
    this.#channel = new BroadcastChannel(`${database.name} refused`);
    this.#channel.addEventListener('message', () => void this.#inTurn());
  }

  follow(all: ExternalStore<readonly RefusedChange[]>): void {
    this.#followers.push(all);
    void this.#inTurn();
  }

  putRefused(refused: RefusedChange): Promise<void> {
    return this.#inTurn(() => this.database.put('refused', refused));
  }

  removeRefused(id: string): Promise<void> {
    return this.#inTurn(() => this.database.delete('refused', id));
  }

  close(): void {
    this.#channel.close();
  }

  /** Writes, if there is something to write, and takes over what other tabs wrote. */
  #inTurn(write?: () => Promise<unknown>): Promise<void> {
    this.#waiting += 1;
    const working = this.#last.then(async () => {
      if (write) {
        await write();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
        this.#channel.postMessage('');
      }
      this.#waiting -= 1;
      const all = this.#isUpToDate() && (await this.database.getAll('refused'));
      // Unless another one was added or answered meanwhile, which then reads again.
      if (!all || !this.#isUpToDate()) return;
      all.sort((a, b) => a.at.localeCompare(b.at));
      for (const follower of this.#followers) follower.set(all);
    });
    const over = working.catch(() => void (this.#isLost = true));
    this.#last = over;
    return over;
  }

  #isUpToDate(): boolean {
    return this.#waiting === 0 && !this.#isLost;
  }
}
