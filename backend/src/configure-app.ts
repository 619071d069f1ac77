import { Origins } from '@latch/server-kit/origins';
import { answerUnreadableRequests } from '@latch/server-kit/unreadable-requests';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { limitChunks } from './common/chunked-bodies.js';
import { ErrorFilter } from './common/error.filter.js';
import { useJsonBodies } from './common/json-body.js';
import { refuseUnknownRoutes } from './common/known-routes.js';
import { logRequests } from './common/request-log.js';
import { securityHeaders } from './common/security-headers.js';
import { createValidationPipe } from './common/validation.pipe.js';
import type { Environment } from './config/environment.js';

/** Longer than any client's, so that it is always the client that gives up an idle connection. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Everything between the socket and a controller, in the order in which a request passes it. Production and tests both
 * come through here, so neither knows a pipe, filter or header that the other lacks.
 */
export function configureApp(app: NestExpressApplication, environment: Environment, logger: Logger): void {
  app.disable('x-powered-by');
  // A todo's ETag is its version; the one Express would compute costs time and says nothing.
  app.set('etag', false);
  app.use(logRequests(logger));
  app.use(limitChunks);
  app.use(securityHeaders(environment, '/api/docs'));
  allowOtherOrigins(app, environment);
  app.use(refuseUnknownRoutes(() => app.getHttpAdapter().getInstance().router));
  app.use(checkOrigin(environment));
  useJsonBodies(app);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ErrorFilter(logger));
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 30_000;
  answerUnreadableRequests(server, logger);
}

/** Nothing in the normal set-up, where everything has one origin. */
function allowOtherOrigins(app: NestExpressApplication, { corsOrigins }: Environment): void {
  if (corsOrigins.length === 0) return;
  app.enableCors({
    origin: corsOrigins,
    credentials: true,
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['content-type', 'change-id', 'idempotency-key', 'last-event-id', 'x-request-id', 'traceparent'],
    exposedHeaders: ['change-id', 'retry-after', 'x-latch-duplicate-cookie', 'x-request-id'],
    maxAge: 600,
  });
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses changes asked for by pages of other origins. */
function checkOrigin({ publicUrl, corsOrigins }: Environment): RequestHandler {
  const origins = new Origins(publicUrl.origin, corsOrigins);
  return (request, _response, next) => {
    if (!SAFE_METHODS.has(request.method)) origins.assertAllowed(request.headers);
    next();
  };
}
