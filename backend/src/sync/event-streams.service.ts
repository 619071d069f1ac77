import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { AuthServerUnavailableError } from '../auth/auth.errors.js';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { type SessionQuestion, SessionValidatorService } from '../auth/session-validator.service.js';
import { LOGGER } from '../config/environment.js';
import { METRICS, type Metrics } from '../metrics/metrics.js';
import { EventStream, type StreamOutput, type Verdict } from './event-stream.js';
import { RevisionWatch } from './revision-watch.service.js';
import { StreamLimits } from './stream-limits.js';
import { StreamsUnavailableError, TooManyStreamsError } from './sync.errors.js';

/** Short enough for one session check at a time, even of a thousand. */
const TICK_MS = 50;
/** Those whose turn is over are caught up with in so many ticks: never all at once, however long this process stood still. */
const TICKS_TO_CATCH_UP = 80;

/** A response that has not begun. */
export interface Listening extends StreamOutput {
  begin(): void;
  /** @param listener is called at once where the client has gone already */
  onClose(listener: () => void): void;
}

/** All open streams of this process: how many there may be, and whose session is asked about next. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  /** Those whose session was asked about least recently come first. */
  private readonly streams = new Set<EventStream>();
  private ticker?: NodeJS.Timeout;
  private tickedAt = 0;
  /** Session checks that are due by now, in parts of one. */
  private credit = 0;
  private isClosing = false;

  constructor(
    private readonly sessions: SessionValidatorService,
    private readonly watch: RevisionWatch,
    private readonly limits: StreamLimits,
    @Inject(METRICS) private readonly metrics: Metrics | null,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Clients connect again by themselves, and find another replica or the next process. */
  onModuleDestroy(): void {
    this.isClosing = true;
    for (const stream of this.streams) stream.end();
  }

  get size(): number {
    return this.streams.size;
  }

  /**
   * Lets somebody listen, whose session was asked about a moment ago. Nothing is sent before it is known that it can be.
   * @param lastEventId the revision that the client knows
   * @throws {TooManyStreamsError} @throws {StreamsUnavailableError} @throws {StoreUnavailableError}
   */
  async open(
    { userId }: AuthenticatedUser,
    question: SessionQuestion,
    lastEventId: string | undefined,
    output: Listening,
  ): Promise<void> {
    if (this.watch.listenersOf(userId) >= this.limits.mostOfPerson) throw new TooManyStreamsError();
    if (this.streams.size >= this.limits.mostOfServer) throw new StreamsUnavailableError();
    const stream = this.add(userId, question, output);
    output.onClose(() => stream.forget());
    try {
      const revision = await this.watch.read(userId);
      output.begin();
      stream.begin(revision, lastEventId);
    } catch (error) {
      stream.forget();
      throw error;
    }
    // One that came although this server is about to stop knows the revision now, and tries another one.
    if (this.isClosing) stream.end();
  }

  private add(userId: string, question: SessionQuestion, output: StreamOutput): EventStream {
    const check = this.checkOf(userId, question);
    const stream: EventStream = new EventStream({
      output,
      limits: this.limits,
      check: () => {
        // To the end of the line.
        this.streams.delete(stream);
        this.streams.add(stream);
        return check();
      },
      onSent: () => this.metrics?.wakeUpSent(),
      onOver: () => {
        this.watch.remove(userId, stream);
        this.streams.delete(stream);
        this.metrics?.streamsOpen(this.streams.size);
        if (this.streams.size === 0) this.stopTicking();
      },
    });
    this.streams.add(stream);
    this.watch.add(userId, stream);
    this.metrics?.streamsOpen(this.streams.size);
    if (!this.ticker) this.startTicking();
    return stream;
  }

  /** Asks about one session, and logs once when the answers to it begin to make no sense. */
  private checkOf(userId: string, question: SessionQuestion): () => Promise<Verdict> {
    let isFailing = false;
    return async () => {
      try {
        const user = await this.sessions.validate(question);
        isFailing = false;
        return user.userId === userId ? 'valid' : 'ended';
      } catch (err) {
        if (err instanceof InvalidSessionError) return 'ended';
        if (err instanceof AuthServerUnavailableError || isFailing) return 'unknown';
        isFailing = true;
        this.logger.error({ requestId: question.requestId, err }, 'The session of an open stream could not be checked');
        return 'unknown';
      }
    };
  }

  private startTicking(): void {
    this.tickedAt = performance.now();
    this.credit = 0;
    this.ticker = setInterval(() => this.tick(), TICK_MS).unref();
  }

  private stopTicking(): void {
    clearInterval(this.ticker);
    this.ticker = undefined;
  }

  /**
   * Asks about those whose turn it is, so that all have had theirs within `checkMs` and the auth server is asked at an even
   * rate, however many of them connected at the same moment.
   */
  private tick(): void {
    const now = performance.now();
    const { checkMs } = this.limits;
    const sinceLast = Math.min(now - this.tickedAt, 4 * TICK_MS);
    this.tickedAt = now;
    this.credit = Math.min(this.credit + (this.streams.size * sinceLast) / checkMs, this.streams.size);
    let catchingUp = Math.ceil(this.streams.size / TICKS_TO_CATCH_UP);
    for (const stream of this.streams) {
      const isLate = now - stream.checkedAt >= checkMs && catchingUp > 0;
      if (this.credit < 1 && !isLate) break;
      this.credit = Math.max(0, this.credit - 1);
      catchingUp -= 1;
      void stream.checkSession();
    }
  }
}
