import type { StreamLimits } from './stream-limits.js';

/** What a session check came to. */
export type Verdict = 'valid' | 'ended' | 'unknown';

/** Where a stream goes: a response that has begun. */
export interface StreamOutput {
  write(text: string): unknown;
  end(): unknown;
  destroy(): unknown;
  /** Bytes that the client has not taken yet. */
  readonly writableLength: number;
}

export interface EventStreamOptions {
  output: StreamOutput;
  /** Asks about the session that opened the stream. Never rejects. */
  check: () => Promise<Verdict>;
  limits: StreamLimits;
  onSent: () => void;
  /** It is over, by whichever side. */
  onOver: () => void;
}

/** How long clients wait before they connect again: each a while of its own, so that a restarted server is not asked by all at once. */
const RECONNECT_MS = { least: 1_000, most: 5_000 };

/**
 * One client that listens. No revision reaches it unless the session was asked about after that revision was made, and found
 * valid. Of several revisions only the last is kept.
 */
export class EventStream {
  /** When the session was asked about last, by `performance.now()`. */
  checkedAt = performance.now();
  private sent = -1n;
  private due?: bigint;
  private failures = 0;
  private isChecking = false;
  private isOver = false;
  /** Until it ends, no event is sent. */
  private pause?: NodeJS.Timeout;
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly options: EventStreamOptions) {}

  /** Says what the revision is now, once the response has begun; the session was asked about a moment ago. */
  begin(revision: bigint, lastEventId?: string): void {
    const { output, limits } = this.options;
    if (this.isOver) return void output.end();
    this.sent = this.due !== undefined && this.due > revision ? this.due : revision;
    this.due = undefined;
    const reconnect = Math.round(between(RECONNECT_MS.least, RECONNECT_MS.most));
    const isKnown = lastEventId === String(this.sent);
    this.write(`retry: ${reconnect}\n\n${isKnown ? ': up to date\n\n' : toMessage(this.sent)}`);
    this.heartbeat = setInterval(() => this.write(':\n\n'), limits.heartbeatMs).unref();
  }

  /** There is a new revision. */
  wake(revision: bigint): void {
    if (revision <= this.sent) return;
    this.due = revision;
    if (!this.pause) void this.checkSession();
  }

  /** Asks about the session, then sends what was due by then, or ends. */
  async checkSession(): Promise<void> {
    // What is due before it begins is told as it begins.
    if (this.isChecking || this.isOver || !this.hasBegun) return;
    this.isChecking = true;
    this.checkedAt = performance.now();
    const revision = this.due;
    const verdict = await this.options.check();
    this.isChecking = false;
    if (this.isOver) return;
    if (verdict === 'ended') return this.end();
    this.failures = verdict === 'unknown' ? this.failures + 1 : 0;
    if (revision !== undefined) {
      if (verdict === 'valid') this.send(revision);
      this.pauseFor(verdict === 'valid' ? this.options.limits.gapMs : this.retryMs());
    } else if (this.due !== undefined) {
      void this.checkSession();
    }
  }

  /** Ends it from this side. */
  end(): void {
    if (this.isOver) return;
    this.forget();
    if (this.hasBegun) this.options.output.end();
  }

  /** The client is gone: nothing of the stream stays behind. */
  forget(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.pause);
    clearInterval(this.heartbeat);
    this.options.onOver();
  }

  private get hasBegun(): boolean {
    return this.heartbeat !== undefined;
  }

  private send(revision: bigint): void {
    this.sent = revision;
    if (this.due === revision) this.due = undefined;
    this.write(toMessage(revision));
    this.options.onSent();
  }

  private pauseFor(ms: number): void {
    if (this.isOver) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.pause = undefined;
      if (this.due !== undefined) void this.checkSession();
    }, ms).unref();
  }

  /** Longer each time, and never the same for all. */
  private retryMs(): number {
    const { first, longest } = this.options.limits.retryMs;
    const pause = Math.min(longest, first * 2 ** (this.failures - 1));
    return between(pause / 2, pause);
  }

  private write(text: string): void {
    const { output, limits } = this.options;
    if (output.writableLength > limits.mostWaitingBytes) {
      this.forget();
      output.destroy();
    } else {
      output.write(text);
    }
  }
}

function toMessage(revision: bigint): string {
  return `id: ${revision}\nevent: revision\ndata: ${revision}\n\n`;
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}
