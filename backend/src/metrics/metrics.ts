import { type Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What became of a session check; see the mapping in docs/architecture.md. */
export type SessionOutcome = 'valid' | 'invalid' | 'unavailable' | 'failed';

/** How many connections a pool has, and how many requests wait for one. */
export type PoolState = Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;

interface Timer {
  observe(seconds: number): void;
}

/** From half a millisecond to beyond the deadline of 1.5 s, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']);

/** Everything the backend measures. Labels are of few values: no path, id or name of anybody is ever one. */
export class Metrics {
  readonly registry = new Registry();
  private readonly timers = new Map<string, Timer>();

  private readonly validations = new Histogram({
    name: 'latch_session_validation_seconds',
    help: 'How long asking the auth server about a session took, by what came of it',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  private readonly requests = new Histogram({
    name: 'latch_http_request_seconds',
    help: 'How long requests took, by method, pattern of the route and class of the status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  /** @param pool is asked when the metrics are read, and may not be there yet */
  constructor(pool: () => PoolState | undefined) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('latch_pool_connections', 'Open connections to the database', () => pool()?.totalCount);
    this.gauge('latch_pool_idle_connections', 'Connections that nobody uses just now', () => pool()?.idleCount);
    this.gauge('latch_pool_waiting_requests', 'Queries that wait for a connection', () => pool()?.waitingCount);
  }

  /** @param started when the check began, by `performance.now()` */
  sessionValidated(outcome: SessionOutcome, started: number): void {
    this.timer(outcome, () => this.validations.labels(outcome)).observe(secondsSince(started));
  }

  /**
   * @param route the pattern, `/api/users/:userId/todos`; undefined when the request was refused before it had one
   * @param status undefined when the client went away before it was answered
   */
  requestAnswered(method = '', route = 'none', status: number | undefined, started: number): void {
    const verb = METHODS.has(method) ? method : 'other';
    const kind = status === undefined ? 'aborted' : `${Math.floor(status / 100)}xx`;
    const timer = this.timer(`${verb} ${route} ${kind}`, () => this.requests.labels(verb, route, kind));
    timer.observe(secondsSince(started));
  }

  /** The labels of a measurement are looked up once, not on every request. */
  private timer(key: string, make: () => Timer): Timer {
    const timer = this.timers.get(key) ?? make();
    this.timers.set(key, timer);
    return timer;
  }

  private gauge(name: string, help: string, read: () => number | undefined): void {
    const collect = function (this: Gauge) {
      this.set(read() ?? 0);
    };
    this.registry.registerMetric(new Gauge({ name, help, collect, registers: [] }));
  }
}

const secondsSince = (started: number) => (performance.now() - started) / 1000;
