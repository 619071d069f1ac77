// One channel for the whole page: a channel hears the others and not itself, so a page does not react to its own news.
const channel = new BroadcastChannel('latch.session');

/** Tells the other tabs that the person signed in or out here, so that they look again. */
export function announceSessionChange(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
  channel.postMessage('changed');
}

const listeners = new Set<() => void>();
/** Something was told while nobody listened yet. */
let missed = false;
channel.addEventListener('message', lookForSession);

/** Has this page look who is signed in. */
export function lookForSession(): void {
  missed = listeners.size === 0;
  for (const listener of listeners) listener();
}

/** Calls `listener` when another tab signed in or out, at once when one did before anybody listened. @returns how to stop listening */
export function onSessionChangeElsewhere(listener: () => void): () => void {
  listeners.add(listener);
  if (missed) listener();
  missed = false;
  return () => listeners.delete(listener);
}
