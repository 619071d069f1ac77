import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { InvalidSessionError } from '@latch/server-kit/http-errors';
import { AuthServerUnavailableError } from '../auth/auth.errors.js';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { type SessionQuestion, SessionValidatorService } from '../auth/session-validator.service.js';
import { LOGGER } from '../config/environment.js';
import type { Metrics } from '../metrics/metrics.js';
import { METRICS } from '../metrics/metrics-listener.service.js';
import { EventStream, type StreamOutput, type Verdict } from './event-stream.js';
import { RevisionWatch } from './revision-watch.service.js';
import { SharedByTurn } from './shared-by-turn.js';
import { StreamLimits } from './stream-limits.js';
import { StreamsUnavailableError, TooManyStreamsError } from './sync.errors.js';
import { ToldChangesService } from './told-changes.service.js';

/** Short enough that with a thousand streams each tick begins one session check. */
const TICK_MS = 50;
/** After this process stood still, the checks that are overdue are spread over so many ticks. */
const TICKS_TO_CATCH_UP = 80;

/** Of all session checks together: what the periodic ones leave of it is for those that had no result. */
const MOST_CHECKS_A_SECOND = 19;
/** A session check without a result is repeated after this, so that with its time limit it is answered within the minute. */
const REPEAT_MS = 1_000;

/** A response that has not begun. */
export interface Listening extends StreamOutput {
  begin(): void;
  /** @param listener is called at once where the client has gone already */
  onClose(listener: () => void): void;
}

/** All open streams of this process: it limits their number and schedules the session check of each. */
@Injectable()
export class StreamRegistry implements OnModuleDestroy {
  /** In the order of their last session check, the oldest first. */
  private readonly streams = new Set<EventStream>();
  /** Streams whose last session check had no result, and when it was. */
  private readonly unanswered = new Map<EventStream, number>();
  /** Session checks that begin with the next turn of the event loop, by their cookie. */
  private readonly asking = new SharedByTurn<AuthenticatedUser>();
  private ticker?: NodeJS.Timeout;
  private tickedAt = 0;
  /** How many session checks are due, with fractions. */
  private credit = 0;
  /** How many of those without a result may be repeated, with fractions. */
  private repeats = 0;
  private isClosing = false;

  constructor(
    private readonly sessions: SessionValidatorService,
    private readonly watch: RevisionWatch,
    private readonly changes: ToldChangesService,
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
   * Opens a stream for a user whose session was checked a moment ago. The response begins once the revision is known, so
   * that it can still be an error.
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
    // A client that connects while this server stops is told the revision, and then connects to another server.
    if (this.isClosing) stream.end();
  }

  private add(userId: string, question: SessionQuestion, output: StreamOutput): EventStream {
    const check = this.checkOf(userId, question);
    const stream: EventStream = new EventStream({
      output,
      limits: this.limits,
      check: async () => {
        // To the end of the order.
        this.streams.delete(stream);
        this.streams.add(stream);
        this.unanswered.delete(stream);
        const verdict = await check();
        if (verdict === 'unknown' && this.streams.has(stream)) this.unanswered.set(stream, performance.now());
        return verdict;
      },
      changesSince: (revision) => this.changes.since(userId, revision),
      onSent: () => this.metrics?.wakeUpSent(),
      onOver: () => {
        this.watch.remove(userId, stream);
        this.streams.delete(stream);
        this.unanswered.delete(stream);
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

  /** Checks one session. Unexpected failures are logged once, until a check succeeds again. */
  private checkOf(userId: string, question: SessionQuestion): () => Promise<Verdict> {
    let isFailing = false;
    return async () => {
      try {
        const user = await this.ask(question);
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

  /**
   * Streams of one session that are to be checked at the same moment, as when they are woken, share one question. It begins after
   * all of them asked for it, and its answer is not kept.
   */
  private ask(question: SessionQuestion): Promise<AuthenticatedUser> {
    return this.asking.run(question.cookie, () => this.sessions.validate(question));
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
   * Begins the session checks that are due, so that each stream has one within `checkMs` and the auth server is asked at an
   * even rate, however many clients connected at the same moment.
   */
  private tick(): void {
    const now = performance.now();
    const { checkMs } = this.limits;
    const sinceLast = Math.min(now - this.tickedAt, 4 * TICK_MS);
    this.tickedAt = now;
    this.credit = Math.min(this.credit + (this.streams.size * sinceLast) / checkMs, this.streams.size);
    this.repeatUnanswered(now, sinceLast);
    let catchingUp = Math.ceil(this.streams.size / TICKS_TO_CATCH_UP);
    for (const stream of this.streams) {
      if (stream.isBusy) continue;
      const isLate = now - stream.checkedAt >= checkMs && catchingUp > 0;
      if (this.credit < 1 && !isLate) break;
      this.credit = Math.max(0, this.credit - 1);
      catchingUp -= 1;
      void stream.checkSession();
    }
  }

  private repeatUnanswered(now: number, sinceLast: number): void {
    const left = Math.max(0.5, MOST_CHECKS_A_SECOND - (this.streams.size * 1_000) / this.limits.checkMs);
    this.repeats = Math.min(1, this.repeats + (left * sinceLast) / 1_000);
    const [first] = this.unanswered;
    if (!first || this.repeats < 1 || now - first[1] < REPEAT_MS) return;
    this.repeats -= 1;
    void first[0].checkSession();
  }
}
