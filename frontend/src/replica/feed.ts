import type { components } from '@latch/contracts/latch';
import { latchApi, unwrap } from '../shared/api/client';
import { untilAnswered } from '../shared/api/outbox';
import type { Replica } from './replica';

type SyncPage = components['schemas']['SyncPage'];

/** A wake-up usually follows a change within this time, and a read follows that. Milliseconds. */
const SOON_MS = 250;

/** Reads the change feed of one person into a replica, one read at a time. */
export class Feed {
  private reading: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private waiting: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly userId: string,
    private readonly replica: Replica,
  ) {}

  /**
   * Reads what changed, and goes on trying while nobody answers.
   * @returns when a read that began after this call is done
   */
  readonly now = (): Promise<void> => {
    if (!this.reading) return this.begin();
    this.next ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  };

  /** Waits for a read that begins after this call, and begins one when nothing else does so soon. Never rejects. */
  readonly soon = (): Promise<void> => {
    this.timer ??= setTimeout(() => void this.now().catch(() => undefined), SOON_MS);
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  /** Reads once. @throws {OutageError} when nobody answers */
  async read(signal = this.stopped.signal): Promise<void> {
    const pages: SyncPage[] = [];
    const begun = this.replica.revision;
    let since = begun;
    for (;;) {
      const params = { path: { userId: this.userId }, query: { since } };
      const page = await unwrap(latchApi.GET('/api/users/{userId}/sync', { params, signal }));
      if (page.reset) pages.length = 0;
      pages.push(page);
      since = page.revision;
      if (!page.more) break;
    }
    // Another read came first: what it has must not be written over.
    if (this.replica.revision !== begun) return this.read(signal);
    if (!signal.aborted) this.replica.receive(pages);
  }

  stop(): void {
    this.stopped.abort();
  }

  private begin(): Promise<void> {
    const { signal } = this.stopped;
    const waiting = this.waiting;
    this.waiting = [];
    clearTimeout(this.timer);
    this.timer = undefined;
    const reading = untilAnswered(this.userId, () => this.read(), signal);
    this.reading = reading;
    const over = () => {
      if (this.reading === reading) this.reading = null;
      for (const resolve of waiting) resolve();
    };
    reading.then(over, over);
    return reading;
  }
}
