import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isChunked } from '@latch/server-kit/chunked-bodies';
import { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import type { Origins } from '@latch/server-kit/origins';
import { requestIdOf, traceIdOf } from '@latch/server-kit/trace-context';
import { aboutRequest, type AuditLog } from '../audit/audit-log.js';
import { httpErrors } from '../http/http-errors.js';
import type { Reply, RouteRequest } from '../http/request.js';
import { readBody, untilTooManyChunks } from '../http/request-body.js';
import { corsHeaders, preflightReply, send } from '../http/send.js';
import type { Metrics } from '../metrics.js';
import { assertFresh, type Sessions, type SignedIn } from '../session/sessions.js';
import type { StepUpAuth } from './step-up-auth.js';
import { AUDIENCES, type Answer, type Audience, inEvenTime, type Route } from './route.js';

interface Dependencies {
  /** The allow-list: what is not in here does not exist. */
  routes: Route[];
  sessions: Sessions;
  stepUpAuth: StepUpAuth;
  audit: AuditLog;
  origins: Origins;
  clientAddress: (request: IncomingMessage) => string;
  logger: Logger;
  metrics?: Metrics;
  forwardedRequests: { note(request: IncomingMessage): void };
}

type RouteTable = Map<string, Map<string, Route>>;

/** Takes every request through the same steps: id, route, origin, body, who asks, limit, answer, audit, one line in the log. */
export function createRequestListener(dependencies: Dependencies): RequestListener {
  const { logger, metrics, origins, forwardedRequests } = dependencies;
  const table = tableOf(dependencies.routes);
  return (request, response) => {
    const started = performance.now();
    const id = requestIdOf(request.headers);
    const path = pathOf(request);
    const traceId = traceIdOf(request.headers.traceparent);
    const log = logger.child(traceId ? { requestId: id, traceId } : { requestId: id });
    const methods = table.get(path);
    forwardedRequests.note(request);
    response.setHeader('x-request-id', id);
    response.once('close', () => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      const status = response.writableFinished ? response.statusCode : undefined;
      metrics?.requestAnswered({ method: request.method, route: methods && path, status, started });
      const level = methods?.get('GET')?.quiet ? 'debug' : 'info';
      log[level]({ method: request.method, path: path.slice(0, 200), status: response.statusCode, ms }, 'request');
    });
    const answered = answer({ request, response, id, path, log }, methods, dependencies);
    void (isChunked(request) ? Promise.race([answered, untilTooManyChunks(request)]) : answered)
      .catch((error: unknown) => replyToError(error, log))
      .then((reply) => {
        send(request, response, withCors(reply, request, origins));
      })
      .catch((err: unknown) => {
        log.error({ err }, 'an answer could not be sent');
        response.destroy();
      });
  };
}

interface Incoming {
  request: IncomingMessage;
  response: ServerResponse;
  id: string;
  path: string;
  log: Logger;
}

async function answer(
  { request, response, id, path, log }: Incoming,
  methods: Map<string, Route> | undefined,
  dependencies: Dependencies,
): Promise<Reply> {
  const { origins, clientAddress } = dependencies;
  const { headers, httpVersion, method = '' } = request;
  if (!methods) throw httpErrors.notFound();
  const allowed = [...methods.keys()];
  if (method === 'OPTIONS' && origins.isListedForeign(headers.origin)) return preflightReply(allowed.join(', '));
  const route = methods.get(method);
  if (!route) throw httpErrors.methodNotAllowed(allowed);
  if (method === 'POST') origins.assertAllowed(headers);
  const body = route.body && (await readBody(request, response, route.body, route.bodyOptional));
  const query = queryOf(request);
  const address = clientAddress(request);
  return run(route, { id, path, headers, httpVersion, query, body, clientAddress: address, log }, dependencies);
}

/** What a route's data says, in this order. */
async function run(route: Route, request: RouteRequest, dependencies: Dependencies): Promise<Reply> {
  route.available?.();
  const who = route.who === 'anybody' ? undefined : await whoMay(route.who, request, dependencies);
  const cookie = who && dependencies.sessions.cookie.renewed(request.headers.cookie!);
  const seen = cookie === undefined ? request : { ...request, headers: { ...request.headers, cookie } };
  await route.check?.(seen, who);
  const handle = async (): Promise<Answer> => route.handle(seen, who);
  const work = async () => {
    const answered = await (route.limit ? route.limit(seen, handle, who) : handle());
    await record(route, answered, seen, who, dependencies.audit);
    return answered;
  };
  return route.evenTime ? inEvenTime(work) : work();
}

/** @throws {HttpError} 401, 403, 429 or 503 */
async function whoMay(
  audience: Exclude<Audience, 'anybody'>,
  request: RouteRequest,
  { sessions, stepUpAuth }: Dependencies,
) {
  const needs: { administrator?: true; fresh?: true; stepUp?: true } = AUDIENCES[audience];
  const who = await sessions.whoAsks(request);
  if (needs.administrator && !who.user.administrator) throw httpErrors.administratorNeeded();
  if (needs.fresh) assertFresh(who);
  if (needs.stepUp) await stepUpAuth.assert(request as RouteRequest<{ password?: string }>, who);
  return who;
}

async function record(
  { audit: event }: Route,
  answered: Answer,
  request: RouteRequest,
  who: SignedIn | undefined,
  audit: AuditLog,
): Promise<void> {
  if (!event) return;
  for (const note of [answered.audit ?? {}].flat()) {
    const userId = note.userId === undefined ? (who?.user.id ?? null) : note.userId;
    await audit.record(note.event ?? event, aboutRequest(request, userId, note.detail));
  }
}

function tableOf(routes: Route[]): RouteTable {
  const table: RouteTable = new Map();
  for (const route of routes) {
    const methods = table.get(route.path) ?? new Map<string, Route>();
    if (methods.has(route.method)) throw new Error(`there are two routes for ${route.method} ${route.path}`);
    table.set(route.path, methods.set(route.method, route));
  }
  return table;
}

/** What was expected is answered as it is; anything else is logged, and its sender learns nothing of it. */
export function replyToError(error: unknown, log: Logger): Reply {
  if (!(error instanceof HttpError)) log.error({ err: error }, 'an unexpected error');
  const answered = error instanceof HttpError ? error : httpErrors.internalError();
  return { status: answered.status, body: answered.toBody(), headers: answered.headers };
}

function withCors(reply: Reply, request: IncomingMessage, origins: Origins): Reply {
  const { origin } = request.headers;
  return origins.isListedForeign(origin) ? { ...reply, headers: { ...reply.headers, ...corsHeaders(origin) } } : reply;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}
