import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** How long requests in flight may take once the listener closes, in milliseconds. */
const GRACE_MS = 10_000;

export const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** @param stop is called for the first signal; a second one ends the process at once */
export function onStopSignal(stop: (signal: string) => void): void {
  let asked = false;
  for (const signal of STOP_SIGNALS)
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      stop(signal);
    });
}

/**
 * Stops a server in order: for a while it goes on serving and tells every client with its answer not to use the
 * connection again; then requests in flight finish while it closes.
 */
export class GracefulShutdown {
  private readonly unanswered = new Set<ServerResponse>();
  private draining = false;

  /** @param events with which the server gives out requests */
  constructor(
    private readonly server: Server,
    events: readonly ('request' | 'checkContinue')[] = ['request'],
  ) {
    const track = (_request: unknown, response: ServerResponse) => {
      if (this.draining) response.shouldKeepAlive = false;
      this.unanswered.add(response);
      response.once('close', () => this.unanswered.delete(response));
    };
    for (const event of events) server.prependListener(event, track);
  }

  get isDraining(): boolean {
    return this.draining;
  }

  /** Goes on serving for so many milliseconds. */
  async drain(delayMs: number): Promise<void> {
    this.draining = true;
    for (const response of this.unanswered) response.shouldKeepAlive = false;
    if (delayMs > 0) await wait(delayMs);
  }

  /** Refuses new connections, and waits until those in use are closed. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.closeLeftConnections();
    this.server.close();
    await closed;
  }

  /** For a server that is closed by others: that closes the connections that are idle then; those that fall idle later are closed here. */
  closeLeftConnections(): void {
    const sweep = setInterval(() => this.server.closeIdleConnections(), 50);
    const force = setTimeout(() => this.server.closeAllConnections(), GRACE_MS);
    for (const timer of [sweep, force]) timer.unref();
    this.server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(force);
    });
  }
}
