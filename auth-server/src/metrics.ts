import { Counter } from 'prom-client';
import { type AnsweredRequest, type PoolState, ServerMetrics } from '@latch/server-kit/server-metrics';

const METHODS = new Set(['GET', 'POST', 'OPTIONS']);

/** What is counted as somebody's own doing, by its route. */
const ACCOUNT_EVENTS = {
  '/api/auth/sign-up/email': 'sign_up',
  '/api/auth/sign-in/email': 'sign_in',
  '/api/auth/sign-in/second-factor': 'second_factor',
  '/api/auth/sign-out': 'sign_out',
} as const;
const SESSION_CHECK = '/api/auth/session';

export class Metrics extends ServerMetrics {
  readonly #checks = this.histogram(
    'latch_session_check_seconds',
    'How long session checks took, by what came of them',
    ['outcome'],
  );

  readonly #events = new Counter({
    name: 'latch_account_events_total',
    help: 'Sign-ups, sign-ins and sign-outs, by what came of them',
    labelNames: ['event', 'outcome'],
    registers: [this.registry],
  });

  constructor(pool: () => PoolState) {
    super(METHODS, pool);
  }

  override requestAnswered(request: AnsweredRequest): void {
    super.requestAnswered(request);
    const { method, route = '', status, started } = request;
    if (route === SESSION_CHECK && method === 'GET') this.observe(this.#checks, [checkOutcome(status)], started);
    if (method === 'POST' && Object.hasOwn(ACCOUNT_EVENTS, route))
      this.#events.inc({ event: ACCOUNT_EVENTS[route as keyof typeof ACCOUNT_EVENTS], outcome: eventOutcome(status) });
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
