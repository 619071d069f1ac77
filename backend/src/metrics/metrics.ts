import { type PoolState, ServerMetrics } from '@latch/server-kit/server-metrics';

/** What became of a session check; see the mapping in docs/architecture.md. */
export type SessionOutcome = 'valid' | 'invalid' | 'unavailable' | 'failed';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']);

/** Everything the backend measures. */
export class Metrics extends ServerMetrics {
  private readonly validations = this.histogram(
    'latch_session_validation_seconds',
    'How long asking the auth server about a session took, by what came of it',
    ['outcome'],
  );

  private openStreams = 0;
  private readonly wakeUps = this.counter('latch_wake_ups_total', 'Events that told an open stream of a new revision');

  /** @param pool is asked when the metrics are read, and may not be there yet */
  constructor(pool: () => PoolState | undefined) {
    super(METHODS, pool);
    this.gauge('latch_event_streams', 'Open event streams', () => this.openStreams);
  }

  /** @param count how many there are now */
  streamsOpen(count: number): void {
    this.openStreams = count;
  }

  wakeUpSent(): void {
    this.wakeUps.inc();
  }

  /** @param started when the check began, by `performance.now()` */
  sessionValidated(outcome: SessionOutcome, started: number): void {
    this.observe(this.validations, [outcome], started);
  }
}
