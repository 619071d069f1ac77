import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isChunked } from '@latch/server-kit/chunked-bodies';
import { HttpError } from '@latch/server-kit/http-errors';
import type { Logger } from '@latch/server-kit/logger';
import type { Origins } from '@latch/server-kit/origins';
import { requestIdOf, traceIdOf } from '@latch/server-kit/trace-context';
import type { Metrics } from '../metrics.js';
import { untilTooManyChunks, readJson } from './request-body.js';
import { preflightReply, corsHeaders } from './cors.js';
import { httpErrors } from './http-errors.js';
import type { Reply, Route, Routes } from './route.js';
import { send } from './send.js';

interface Dependencies {
  routes: Routes;
  origins: Origins;
  clientAddress: (request: IncomingMessage) => string;
  logger: Logger;
  metrics?: Metrics;
  forwardedRequests: { note(request: IncomingMessage): void };
}

/** Takes every request through the same steps: id, route, origin, body, answer, one line in the log. */
export function createRequestHandler(dependencies: Dependencies): RequestListener {
  return (request, response) => {
    const started = performance.now();
    const id = requestIdOf(request.headers);
    const path = pathOf(request);
    const traceId = traceIdOf(request.headers.traceparent);
    const log = dependencies.logger.child(traceId ? { requestId: id, traceId } : { requestId: id });
    dependencies.forwardedRequests.note(request);
    response.setHeader('x-request-id', id);
    response.once('close', () => {
      const ms = Math.round((performance.now() - started) * 10) / 10;
      const route = Object.hasOwn(dependencies.routes, path) ? path : undefined;
      const status = response.writableFinished ? response.statusCode : undefined;
      dependencies.metrics?.requestAnswered({ method: request.method, route, status, started });
      const level = isQuiet(dependencies.routes, path) ? 'debug' : 'info';
      log[level]({ method: request.method, path: path.slice(0, 200), status: response.statusCode, ms }, 'request');
    });
    const answered = answer(request, response, { id, path, log }, dependencies);
    void (isChunked(request) ? Promise.race([answered, untilTooManyChunks(request)]) : answered)
      .catch((error: unknown) => replyToError(error, log))
      .then((reply) => {
        send(request, response, withCors(reply, request, dependencies.origins));
      })
      .catch((err: unknown) => {
        log.error({ err }, 'an answer could not be sent');
        response.destroy();
      });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { id, path, log }: { id: string; path: string; log: Logger },
  { routes, origins, clientAddress }: Dependencies,
): Promise<Reply> {
  const methods = Object.hasOwn(routes, path) ? routes[path]! : undefined;
  if (!methods) throw httpErrors.notFound();
  const allowed = Object.keys(methods);
  if (request.method === 'OPTIONS' && origins.isListedForeign(request.headers.origin))
    return preflightReply(allowed.join(', '));
  const route = routeFor(methods, request.method);
  if (!route) throw httpErrors.methodNotAllowed(allowed);
  if (request.method === 'POST') origins.assertAllowed(request.headers);
  const body = route.body?.check(await readJson(request, response, route.body.optional ?? false));
  const query = queryOf(request);
  const { headers, httpVersion } = request;
  return route.handle({ id, path, headers, httpVersion, query, body, clientAddress: clientAddress(request), log });
}

function routeFor(methods: Routes[string], method = ''): Route | undefined {
  return Object.hasOwn(methods, method) ? methods[method as keyof typeof methods] : undefined;
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

/** The path as it was sent, without its query. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}

function isQuiet(routes: Routes, path: string): boolean {
  return Object.hasOwn(routes, path) && routes[path]?.GET?.quiet === true;
}
