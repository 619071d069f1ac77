import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How many connections a pool has, and how many queries wait for one; as `pg`'s pool says. */
export interface PoolState {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** One answered request. */
export interface AnsweredRequest {
  method?: string;
  /** The pattern of its route, such as `/api/users/:userId/todos`; undefined when it was refused before it had one. */
  route?: string;
  /** Undefined when the client went away before it was answered. */
  status?: number;
  /** When it began, by `performance.now()`. */
  started: number;
}

interface Timer {
  observe(seconds: number): void;
}

/** From half a millisecond to beyond all time limits, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5];

/** What every server measures of itself. Labels are of few values: no path, id or name of anybody is ever one. */
export class ServerMetrics {
  readonly registry = new Registry();
  private readonly timers = new Map<Histogram, Map<string, Timer>>();
  private readonly requests = this.histogram(
    'latch_http_request_seconds',
    'How long requests took, by method, pattern of the route and class of the status',
    ['method', 'route', 'status'],
  );

  /**
   * @param methods that the server has; others are counted together
   * @param pool is asked when the metrics are read, and may not be there yet
   */
  constructor(
    private readonly methods: ReadonlySet<string>,
    pool: () => PoolState | undefined,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('latch_pool_connections', 'Open connections to the database', () => pool()?.totalCount);
    this.gauge('latch_pool_idle_connections', 'Connections that nobody uses just now', () => pool()?.idleCount);
    this.gauge('latch_pool_waiting_requests', 'Queries that wait for a connection', () => pool()?.waitingCount);
  }

  requestAnswered({ method = '', route = 'none', status, started }: AnsweredRequest): void {
    const verb = this.methods.has(method) ? method : 'other';
    const kind = status === undefined ? 'aborted' : `${Math.floor(status / 100)}xx`;
    this.observe(this.requests, [verb, route, kind], started);
  }

  protected histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS, registers: [this.registry] });
  }

  /** The labels of a measurement are looked up once, not on every request. */
  protected observe(histogram: Histogram, labels: string[], started: number): void {
    const timers = this.timers.get(histogram) ?? new Map<string, Timer>();
    this.timers.set(histogram, timers);
    const key = labels.join(' ');
    const timer = timers.get(key) ?? histogram.labels(...labels);
    timers.set(key, timer);
    timer.observe((performance.now() - started) / 1000);
  }

  protected counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }

  protected gauge(name: string, help: string, read: () => number | undefined): void {
    const collect = function (this: Gauge) {
      this.set(read() ?? 0);
    };
    this.registry.registerMetric(new Gauge({ name, help, collect, registers: [] }));
  }
}
