import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How many connections the pool has, and how many queries wait for one. */
export interface PoolState {
  connections: number;
  idle: number;
  waiting: number;
}

/** One answered request. */
export interface Answered {
  method?: string;
  /** One of the server's own paths; undefined for any other. */
  route?: string;
  /** Undefined when the client went away before it was answered. */
  status?: number;
  /** When it began, by `performance.now()`. */
  started: number;
}

interface Timer {
  observe(seconds: number): void;
}

/** From half a millisecond to beyond the limits of the database, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5];
const METHODS = new Set(['GET', 'POST', 'OPTIONS']);

/** What is counted as somebody's own doing, by its route. */
const ACCOUNT_EVENTS = {
  '/api/auth/sign-up/email': 'sign_up',
  '/api/auth/sign-in/email': 'sign_in',
  '/api/auth/sign-in/second-factor': 'second_factor',
  '/api/auth/sign-out': 'sign_out',
} as const;
const SESSION_CHECK = '/api/auth/session';

/** Everything the auth server measures. Labels are of few values: no path, id or name of anybody is ever one. */
export class Metrics {
  readonly registry = new Registry();
  readonly #timers = new Map<string, Timer>();

  readonly #checks = new Histogram({
    name: 'latch_session_check_seconds',
    help: 'How long session checks took, by what came of them',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  readonly #requests = new Histogram({
    name: 'latch_http_request_seconds',
    help: 'How long requests took, by method, route and class of the status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [this.registry],
  });

  readonly #events = new Counter({
    name: 'latch_account_events_total',
    help: 'Sign-ups, sign-ins and sign-outs, by what came of them',
    labelNames: ['event', 'outcome'],
    registers: [this.registry],
  });

  constructor(pool: () => PoolState) {
    collectDefaultMetrics({ register: this.registry });
    this.#gauge('latch_pool_connections', 'Open connections to the database', () => pool().connections);
    this.#gauge('latch_pool_idle_connections', 'Connections that nobody uses just now', () => pool().idle);
    this.#gauge('latch_pool_waiting_requests', 'Queries that wait for a connection', () => pool().waiting);
  }

  answered({ method = '', route = 'none', status, started }: Answered): void {
    const seconds = (performance.now() - started) / 1000;
    const verb = METHODS.has(method) ? method : 'other';
    const kind = status === undefined ? 'aborted' : `${Math.floor(status / 100)}xx`;
    this.#timer(`${verb} ${route} ${kind}`, () => this.#requests.labels(verb, route, kind)).observe(seconds);
    if (route === SESSION_CHECK && verb === 'GET') {
      const outcome = checkOutcome(status);
      this.#timer(outcome, () => this.#checks.labels(outcome)).observe(seconds);
    }
    if (verb === 'POST' && Object.hasOwn(ACCOUNT_EVENTS, route))
      this.#events.inc({ event: ACCOUNT_EVENTS[route as keyof typeof ACCOUNT_EVENTS], outcome: eventOutcome(status) });
  }

  /** The labels of a measurement are looked up once, not on every request. */
  #timer(key: string, make: () => Timer): Timer {
    const timer = this.#timers.get(key) ?? make();
    this.#timers.set(key, timer);
    return timer;
  }

  #gauge(name: string, help: string, read: () => number): void {
    const collect = function (this: Gauge) {
      this.set(read());
    };
    this.registry.registerMetric(new Gauge({ name, help, collect, registers: [] }));
  }
}

function checkOutcome(status?: number): string {
  if (status === 200) return 'valid';
  if (status === 401) return 'invalid';
  if (status === 503) return 'unavailable';
  // The backend gave it up.
  return status === undefined ? 'aborted' : 'failed';
}

function eventOutcome(status?: number): string {
  if (status === undefined) return 'aborted';
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}
