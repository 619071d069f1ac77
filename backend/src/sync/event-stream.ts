import type { StreamLimits } from './stream-limits.js';
import type { ToldChanges } from './told-changes.service.js';

/** The result of a session check. */
export type Verdict = 'valid' | 'ended' | 'unknown';

/** The response that a stream is written to, once it has begun. */
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
  /** Reads what changed since a revision. Never rejects. */
  changesSince: (revision: bigint) => Promise<ToldChanges | undefined>;
  limits: StreamLimits;
  onSent: () => void;
  /** The stream has ended, by either side. */
  onOver: () => void;
}

/** How long clients wait before they connect again: a random time, so that not all reconnect to a restarted server at once. */
const RECONNECT_MS = { least: 1_000, most: 5_000 };

/**
 * The stream to one client. A revision, with what changed until then, is sent only after a session check that began when both were
 * known, and found the session valid. Of several revisions only the last is kept.
 */
export class EventStream {
  /** When the last session check began, by `performance.now()`. */
  checkedAt = performance.now();
  private sent = -1n;
  private due?: bigint;
  private failures = 0;
  private isReadingOrChecking = false;
  private isOver = false;
  /** No event is sent until it is over. */
  private pause?: NodeJS.Timeout;
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly options: EventStreamOptions) {}

  /** It reads what to send, or checks the session. */
  get isBusy(): boolean {
    return this.isReadingOrChecking;
  }

  /** Sends the current revision, once the response has begun; the session was checked a moment ago. */
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

  /** Checks the session, then sends what was known when the check began, or ends the stream. */
  async checkSession(): Promise<void> {
    // `begin` sends what is due before it.
    if (this.isBusy || this.isOver || !this.hasBegun) return;
    this.isReadingOrChecking = true;
    // After a check without a result it would be read again and again.
    const changes = this.due !== undefined && this.failures === 0 ? await this.readUntil(this.due) : undefined;
    if (this.isOver) return;
    const revision = changes?.revision ?? this.due;
    this.checkedAt = performance.now();
    const verdict = await this.options.check();
    this.isReadingOrChecking = false;
    if (this.isOver) return;
    if (verdict === 'ended') return this.end();
    this.failures = verdict === 'unknown' ? this.failures + 1 : 0;
    if (revision !== undefined) {
      if (verdict === 'valid') this.send(revision, changes);
      this.pauseFor(verdict === 'valid' ? this.options.limits.gapMs : this.retryMs());
    } else if (this.due !== undefined) {
      void this.checkSession();
    }
  }

  /** Ends the stream from this side. */
  end(): void {
    if (this.isOver) return;
    this.forget();
    if (this.hasBegun) this.options.output.end();
  }

  /** Releases everything of the stream, because the client is gone. */
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

  private async readUntil(due: bigint): Promise<ToldChanges | undefined> {
    const changes = await this.options.changesSince(this.sent);
    return changes && changes.revision >= due ? changes : undefined;
  }

  private send(revision: bigint, changes: ToldChanges | undefined): void {
    this.sent = revision;
    if (this.due !== undefined && this.due <= revision) this.due = undefined;
    const before = changes ? `event: changes\ndata: ${changes.data}\n\n` : '';
    // In one piece: how much waits for the client is looked at before it.
    this.write(before + toMessage(revision));
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

  /** Grows with each failure, and is random, so that not all streams retry at once. */
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
