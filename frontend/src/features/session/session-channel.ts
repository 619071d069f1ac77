// One channel for the whole page: a channel hears the others and not itself, so a page does not react to its own news.
const channel = new BroadcastChannel('latch.session');

/** Tells the other tabs that the person signed in or out here, so that they look again. */
export function announceSessionChange(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
  channel.postMessage('changed');
}

/** Calls `listener` when another tab signed in or out. @returns how to stop listening */
export function onSessionChangeElsewhere(listener: () => void): () => void {
  channel.addEventListener('message', listener);
  return () => channel.removeEventListener('message', listener);
}
