import { inApp } from '../shared/base-path';

/** Where nobody tells of changes they are asked for, this often. Milliseconds. */
const ASK_EVERY_MS = 30_000;
/** Before a stream is asked for again; doubled each time. Milliseconds. */
const FIRST_PAUSE_MS = 2_000;

/**
 * Calls `onWake` when something of a person changed on another device: told by the server, by the tab that listens to it, or
 * every half minute where neither can be had; and when the person comes back to the page. One tab of a browser listens, as
 * browsers open six connections to a server over HTTP/1.1. @returns how to stop
 */
export function listenForChanges(userId: string, onWake: () => void): () => void {
  const over = new AbortController();
  const { signal } = over;
  const tabs = new BroadcastChannel(`latch.changes.${userId}`);
  tabs.addEventListener('message', onWake, { signal });
  const asking = setInterval(onWake, ASK_EVERY_MS);
  document.addEventListener('visibilitychange', () => isVisible() && onWake(), { signal });
  const onRevision = () => {
    onWake();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
    tabs.postMessage('changed');
  };
  if (globalThis.EventSource) void holdStream(userId, onRevision, signal);
  return () => {
    over.abort();
    clearInterval(asking);
    tabs.close();
  };
}

/** Listens for as long as this tab is the one to do so. Without Web Locks every tab listens that can be seen. */
async function holdStream(userId: string, onRevision: () => void, signal: AbortSignal): Promise<void> {
  const untilOver = () => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const { locks } = globalThis.navigator;
  const lead = () => {
    const close = openStream(userId, onRevision);
    return untilOver().then(close);
  };
  if (locks) {
    await locks.request(`latch.changes.${userId}`, { signal }, lead).catch(() => undefined);
    return;
  }
  let close = isVisible() ? openStream(userId, onRevision) : () => {};
  const onTurn = () => {
    close();
    close = isVisible() ? openStream(userId, onRevision) : () => {};
  };
  document.addEventListener('visibilitychange', onTurn, { signal });
  await untilOver();
  close();
}

/** A stream that is opened again after it was refused; one that was only cut the browser opens again by itself. */
function openStream(userId: string, onRevision: () => void): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout>;
  let pause = FIRST_PAUSE_MS;
  const open = () => {
    source = new EventSource(inApp(`/api/users/${encodeURIComponent(userId)}/events`));
    source.addEventListener('open', () => (pause = FIRST_PAUSE_MS));
    source.addEventListener('revision', onRevision);
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      // Refused: the session may have ended, which a read of the changes finds out.
      onRevision();
      again = setTimeout(open, pause * (1 + Math.random()));
      pause = Math.min(pause * 2, ASK_EVERY_MS);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
