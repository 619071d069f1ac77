import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { requestIdOf, traceIdOf } from '@latch/server-kit/trace-context';

/** Gives each request its id, answers with it, and logs one line per request: no header, no body, no query string. */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: nameRequest,
    serializers: {
      req: describeRequest,
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    customLogLevel: ({ url = '' }, response) => {
      // Asked several times a second by the gateway.
      if (pathOf(url) === '/health/live') return 'debug';
      return response.statusCode >= 500 ? 'error' : 'info';
    },
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    // The error itself is logged by the error filter, described.
    customErrorObject: (_request, _response, _error, { err: _err, ...rest }) => rest,
    quietReqLogger: true,
  });
}

/** What of a request goes to its line; the trace only if it names one. */
function describeRequest({ id, method, url, headers }: Pick<Request, 'id' | 'method' | 'url' | 'headers'>) {
  return { id, method, path: pathOf(url), traceId: traceIdOf(headers.traceparent) };
}

function nameRequest(request: IncomingMessage, response: ServerResponse): string {
  const id = requestIdOf(request.headers);
  response.setHeader('x-request-id', id);
  return id;
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}
