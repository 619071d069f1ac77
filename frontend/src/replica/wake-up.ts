import type { components } from '@latch/contracts/latch';
import { inApp } from '../shared/base-path';
import { onSessionReplaced } from '../shared/api/session-events';
import type { Replica } from './replica';
import { isBehind } from './told';

type ToldChanges = components['schemas']['ToldChanges'];

/** What the server told. */
export interface WakeUp {
  /** How many changes there are. */
  revision: string;
  /** Whether its stream began with it. */
  isFirst: boolean;
  /** What the change was, where it was little. */
  changes: ToldChanges | undefined;
}

/** @param wakeUp undefined where the server told nothing, but there may be something */
type OnWake = (wakeUp: WakeUp | undefined) => void;

/** Where nobody tells of changes they are asked for, this often. Milliseconds. */
const ASK_EVERY_MS = 30_000;
/** Before a stream that was refused is asked for again; doubled each time. Milliseconds. */
const FIRST_PAUSE_MS = 2_000;

/** What reads the change feed into the replica. */
interface Reader {
  /** The read that is under way. */
  readonly reading: Promise<void> | null;
  now(): Promise<void>;
  receive(pages: readonly ToldChanges['page'][]): void;
}

/** Takes what the server told into a replica, and reads what changed where that does not do. */
export async function takeWakeUp(
  { feed, replica }: { feed: Reader; replica: Replica },
  wakeUp: WakeUp | undefined,
): Promise<void> {
  if (!wakeUp) return feed.now().catch(() => undefined);
  const { revision, isFirst, changes } = wakeUp;
  if (changes && !isBehind(replica.revision, changes.since) && isBehind(replica.revision, changes.page.revision))
    feed.receive([changes.page]);
  // A read that is under way may have it.
  while (feed.reading && isBehind(replica.revision, revision)) await feed.reading.catch(() => undefined);
  // A server that is behind what is here has lost or erased something. A later event may only be an old one.
  const isAhead = isFirst && isBehind(revision, replica.revision);
  if (isAhead || isBehind(replica.revision, revision)) await feed.now().catch(() => undefined);
}

/**
 * Calls `onWake` when something of a person changed on another device: told by the server, or by the tab that listens to it; and
 * when the person comes back to the page. One tab of a browser listens, as browsers open six connections to a server over
 * HTTP/1.1. While it has no stream it wakes all tabs every half minute; a tab that is seen asks that often if it does not listen,
 * since the one that does may be asleep. @returns how to stop
 */
export function listenForChanges(userId: string, onWake: OnWake): () => void {
  const over = new AbortController();
  const { signal } = over;
  const tabs = new BroadcastChannel(`latch.changes.${userId}`);
  const stream = new Stream(userId, (wakeUp) => {
    onWake(wakeUp);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    tabs.postMessage(wakeUp);
  });
  const ask = () => {
    if (stream.isWanted ? !stream.isOpen : isVisible()) stream.wake(undefined);
  };
  const asking = setInterval(ask, ASK_EVERY_MS);
  const comeBack = () => {
    if (!isVisible()) return;
    onWake(undefined);
    stream.reopen();
  };
  tabs.addEventListener('message', ({ data }) => onWake(isWakeUp(data) ? data : undefined), { signal });
  document.addEventListener('visibilitychange', comeBack, { signal });
  addEventListener('online', () => stream.reopen(), { signal });
  const stopWatching = onSessionReplaced(() => stream.reopen());
  if (globalThis.EventSource) void holdStream(userId, stream, signal);
  return () => {
    over.abort();
    clearInterval(asking);
    stopWatching();
    stream.close();
    tabs.close();
  };
}

/** Listens for as long as this tab is the one to do so. Without Web Locks every tab listens that can be seen. */
async function holdStream(userId: string, stream: Stream, signal: AbortSignal): Promise<void> {
  const { locks } = globalThis.navigator;
  if (locks) {
    const lead = () => {
      stream.open();
      return new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      });
    };
    return locks.request(`latch.changes.${userId}`, { signal }, lead).catch(() => undefined);
  }
  const onTurn = () => (isVisible() ? stream.open() : stream.close());
  document.addEventListener('visibilitychange', onTurn, { signal });
  onTurn();
}

/** The server's events. One that was only cut the browser opens again by itself; one that was refused is asked for again here. */
class Stream {
  private source: EventSource | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE_MS;
  /** Whether this tab is the one to listen. */
  isWanted = false;
  private isFirst = true;
  /** What the next revision comes with. */
  private changes: ToldChanges | undefined;

  constructor(
    private readonly userId: string,
    readonly wake: OnWake,
  ) {}

  get isOpen(): boolean {
    return this.source?.readyState === EventSource.OPEN;
  }

  open(): void {
    this.close();
    this.isWanted = true;
    const source = new EventSource(inApp(`/api/users/${encodeURIComponent(this.userId)}/events`));
    this.source = source;
    source.addEventListener('open', () => this.begin());
    source.addEventListener('changes', ({ data }) => (this.changes = JSON.parse(data as string) as ToldChanges));
    source.addEventListener('revision', ({ data }) => this.tell(data as string));
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED && this.tryAgain());
  }

  /** Asks for a stream at once that was refused before. */
  reopen(): void {
    if (this.isWanted && this.source?.readyState === EventSource.CLOSED) this.open();
  }

  close(): void {
    clearTimeout(this.again);
    this.isWanted = false;
    this.source?.close();
  }

  private begin(): void {
    this.pause = FIRST_PAUSE_MS;
    this.isFirst = true;
    this.changes = undefined;
  }

  private tell(revision: string): void {
    const { isFirst, changes } = this;
    this.isFirst = false;
    this.changes = undefined;
    this.wake({ revision, isFirst, changes });
  }

  private tryAgain(): void {
    // The session may have ended, which a read of the changes finds out.
    this.wake(undefined);
    clearTimeout(this.again);
    this.again = setTimeout(() => this.open(), this.pause * (1 + Math.random()));
    this.pause = Math.min(this.pause * 2, ASK_EVERY_MS);
  }
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}

/** A tab of another version of Latch may have sent something else. */
function isWakeUp(data: unknown): data is WakeUp {
  return typeof data === 'object' && data !== null && 'revision' in data && 'isFirst' in data;
}
