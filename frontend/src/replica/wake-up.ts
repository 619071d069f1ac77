import { inApp } from '../shared/base-path';
import { onSessionReplaced } from '../shared/api/session-events';

/** Where nobody tells of changes they are asked for, this often. Milliseconds. */
const ASK_EVERY_MS = 30_000;
/** Before a stream that was refused is asked for again; doubled each time. Milliseconds. */
const FIRST_PAUSE_MS = 2_000;

/**
 * Calls `onWake` when something of a person changed on another device: told by the server, or by the tab that listens to it; and
 * when the person comes back to the page. One tab of a browser listens, as browsers open six connections to a server over
 * HTTP/1.1. While it has no stream it wakes all tabs every half minute; a tab that is seen asks that often if it does not listen,
 * since the one that does may be asleep. @returns how to stop
 */
export function listenForChanges(userId: string, onWake: () => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  const tabs = new BroadcastChannel(`latch.changes.${userId}`);
  const stream = new Stream(userId, () => {
    onWake();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    tabs.postMessage('changed');
  });
  const ask = () => {
    if (stream.isWanted ? !stream.isOpen : isVisible()) stream.wake();
  };
  const asking = setInterval(ask, ASK_EVERY_MS);
  const comeBack = () => {
    if (!isVisible()) return;
    onWake();
    stream.reopen();
  };
  tabs.addEventListener('message', onWake, { signal });
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

  constructor(
    private readonly userId: string,
    readonly wake: () => void,
  ) {}

  get isOpen(): boolean {
    return this.source?.readyState === EventSource.OPEN;
  }

  open(): void {
    this.close();
    this.isWanted = true;
    const source = new EventSource(inApp(`/api/users/${encodeURIComponent(this.userId)}/events`));
    this.source = source;
    source.addEventListener('open', () => (this.pause = FIRST_PAUSE_MS));
    source.addEventListener('revision', this.wake);
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

  private tryAgain(): void {
    // The session may have ended, which a read of the changes finds out.
    this.wake();
    clearTimeout(this.again);
    this.again = setTimeout(() => this.open(), this.pause * (1 + Math.random()));
    this.pause = Math.min(this.pause * 2, ASK_EVERY_MS);
  }
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
