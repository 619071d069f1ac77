import type { components } from '@latch/contracts/latch';
import { latchApi, unwrap } from '../shared/api/client';
import { isNotThere } from '../shared/api/errors';
import { untilAnswered } from '../shared/api/until-answered';
import type { Replica } from './replica';

/** Loaded in one file with the feed. */
export { listenForChanges, takeWakeUp } from './wake-up';

type SyncPage = components['schemas']['SyncPage'];

/** The most that is given at once: each page is asked for when the one before it is there. */
const PAGE_SIZE = 2_000;
/** How long `soon` waits for another read before it begins one. Milliseconds. */
const SOON_MS = 250;
/** After a read that was refused. Milliseconds. */
const AGAIN_MS = 5_000;

/** Reads the change feed of one person into a replica, one read at a time. */
export class Feed {
  #reading: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();
  #waiting: (() => void)[] = [];
  /** What was read of a read that is not done. */
  #part: { begun: string; since: string; pages: SyncPage[] } = { begun: '', since: '', pages: [] };
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stopped = new AbortController();

  constructor(
    private readonly userId: string,
    private readonly replica: Replica,
  ) {}

  /** The read that is under way. */
  get reading(): Promise<void> | null {
    return this.#reading;
  }

  /**
   * Reads what changed, and goes on trying while nobody answers.
   * @returns when a read that began after this call is done
   */
  readonly now = (): Promise<void> => {
    if (!this.#reading) return this.#begin();
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.#begin();
      });
    return this.#next;
  };

  /** Waits for a read that begins after this call, and begins one when nothing else does so soon. Never rejects. */
  readonly soon = (): Promise<void> => {
    this.#readIn(SOON_MS);
    return new Promise((resolve) => this.#waiting.push(resolve));
  };

  /** Reads once, behind what is being read; what fails goes on where it was. @throws {OutageError} when nobody answers */
  read(signal = this.#stopped.signal): Promise<void> {
    const read = this.#last.then(() => this.#read(signal));
    this.#last = read.catch(() => undefined);
    return read;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const begun = this.replica.revision;
    if (this.#part.begun !== begun) this.#part = { begun, since: begun, pages: [] };
    const part = this.#part;
    for (let more = true; more;) {
      const params = { path: { userId: this.userId }, query: { since: part.since, limit: PAGE_SIZE } };
      const page = await unwrap(latchApi.GET('/api/users/{userId}/sync', { params, signal }));
      // The replica has moved on, by another read or by an event: these pages must not overwrite that.
      if (this.#part !== part || this.replica.revision !== begun) return this.#read(signal);
      if (page.reset) part.pages.length = 0;
      part.pages.push(page);
      ({ revision: part.since, more } = page);
    }
    this.#part = { begun: '', since: '', pages: [] };
    if (!signal.aborted) this.receive(part.pages);
  }

  /** Puts pages in that lead on from what the replica has. */
  receive(pages: readonly SyncPage[]): void {
    for (const id of this.replica.receive(pages)) void this.#readOlder(id);
  }

  async #readOlder(todoId: string): Promise<void> {
    const params = { path: { userId: this.userId, todoId } };
    const read = () => unwrap(latchApi.GET('/api/users/{userId}/todos/{todoId}', { params }));
    await untilAnswered(this.userId, read, this.#stopped.signal).then(
      ({ todo }) => this.replica.addOlder([todo]),
      (error: unknown) => isNotThere(error) && this.replica.removeOlder(todoId),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  #readIn(milliseconds: number): void {
    this.#timer ??= setTimeout(() => void this.now().catch(() => undefined), milliseconds);
  }

  #begin(): Promise<void> {
    const { signal } = this.#stopped;
    const waiting = this.#waiting;
    this.#waiting = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const reading = untilAnswered(this.userId, () => this.read(), signal);
    this.#reading = reading;
    const over = () => {
      if (this.#reading === reading) this.#reading = null;
    };
    reading.then(
      () => {
        over();
        for (const resolve of waiting) resolve();
      },
      () => {
        over();
        this.#waiting.push(...waiting);
        if (waiting.length > 0 && !signal.aborted) this.#readIn(AGAIN_MS);
      },
    );
    return reading;
  }
}
