const name = 'latch.session';

/** Tells the other tabs that the person signed in or out here, so that they look again. */
export function announceSessionChange(): void {
  const channel = new BroadcastChannel(name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin and takes none
  channel.postMessage('changed');
  channel.close();
}

/** Calls `listener` when another tab signed in or out. @returns how to stop listening */
export function onSessionChangeElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', listener);
  return () => channel.close();
}
