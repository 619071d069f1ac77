import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GracefulShutdown } from '@latch/server-kit/graceful-shutdown';
import type { Logger } from '@latch/server-kit/logger';
import { MetricsListener } from '@latch/server-kit/metrics-listener';
import { Origins } from '@latch/server-kit/origins';
import { answerUnreadableRequests } from '@latch/server-kit/unreadable-requests';
import { AuditLog } from './audit/audit-log.js';
import { createAuth } from './auth.js';
import { clientAddressFinder } from './http/client-address.js';
import { Database } from './database.js';
import { LinkMailer } from './account/links/link-mailer.js';
import type { Environment } from './environment.js';
import { ExpiredRowsSweeper } from './expired-rows-sweeper.js';
import { SetupCode } from './invitations/setup-code.js';
import { MailTemplates } from './mail/templates/mail-templates.js';
import { MailQueue } from './mail/mail-queue.js';
import { MailSender } from './mail/mail-sender.js';
import { SmtpTransport } from './mail/smtp-transport.js';
import { createRoutes } from './routes.js';
import { createServices } from './services.js';
import { createRequestListener } from './shell/request-listener.js';
import { ReencryptionJob } from './second-factor/reencryption-job.js';
import { ForwardedRequests } from './setup/forwarded-requests.js';

/** Longer than the backend keeps a connection: it must never send on one that was just closed here. */
const KEEP_ALIVE_MS = 65_000;

export interface AuthServer {
  server: Server;
  start(): Promise<number>;
  /**
   * Goes on serving for the shutdown delay, as one that is not ready; then refuses new connections, finishes the requests
   * in flight (for 10 s at most), and closes its database connections.
   */
  stop(): Promise<void>;
}

/** Builds the auth server from its settings; nothing runs until `start`. */
export async function createAuthServer(environment: Environment, logger: Logger): Promise<AuthServer> {
  const { databaseUrl, databaseTimeoutMs, databaseVariable } = environment;
  const database = new Database(databaseUrl, logger, databaseTimeoutMs, databaseVariable);
  const origins = new Origins(environment.publicUrl, environment.corsOrigins);
  const mailQueue = new MailQueue(database, environment.mail.mode, () => sender?.wake());
  const sender = createSender(environment, mailQueue, logger);
  const templates = new MailTemplates(environment.appUrl);
  const mailer = new LinkMailer(database, mailQueue, templates, logger);
  const setupCode = new SetupCode({ mode: environment.signUp, secret: environment.secret, logger });
  const auth = mailer.around(createAuth(environment, database, origins.all, logger, setupCode));
  const sweeper = new ExpiredRowsSweeper(database, logger);
  const reencryptionJob = new ReencryptionJob(auth, database, logger);
  let announced: Promise<unknown> = Promise.resolve();
  const services = await createServices({
    environment,
    auth,
    database,
    audit: new AuditLog(database, logger),
    mailQueue,
    templates,
    setupCode,
    forwardedRequests: new ForwardedRequests(environment, logger),
    isStopping: () => shutdown.isDraining,
  });
  const { metricsPort } = environment;
  const metrics = metricsPort === undefined ? undefined : await measuring(database);
  const metricsListener = metrics && new MetricsListener(metrics.registry, 'AUTH_METRICS_PORT');
  const listener = createRequestListener({
    ...services,
    routes: createRoutes(services),
    origins,
    clientAddress: clientAddressFinder(environment.trustedProxies),
    logger,
    metrics,
  });
  const server = createHttpServer(listener, logger);
  const shutdown = new GracefulShutdown(server, ['request', 'checkContinue']);
  return {
    server,
    async start() {
      const readAt = await metricsListener?.start(environment.host, metricsPort!);
      if (readAt !== undefined) logger.info({ metricsPort: readAt }, 'the metrics can be read');
      server.listen(environment.port, environment.host);
      await once(server, 'listening');
      sweeper.start();
      reencryptionJob.start();
      // For the log. Where the database does not answer yet, the first look at the sign-up page does it.
      announced = setupCode.find(database.query.bind(database)).catch(() => {});
      sender?.wake();
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      await shutdown.drain(environment.shutdownDelayMs);
      await shutdown.close();
      for (const each of [metricsListener, sender, sweeper, reencryptionJob]) await each?.stop();
      await announced;
      await database.close();
    },
  };
}

function createSender({ mail }: Environment, queue: MailQueue, logger: Logger): MailSender | undefined {
  return mail.mode === 'smtp' ? new MailSender(queue, new SmtpTransport(mail), logger) : undefined;
}

function createHttpServer(listener: RequestListener, logger: Logger): Server {
  const server = createServer(listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  server.requestTimeout = KEEP_ALIVE_MS + 5000;
  // Without this Node would ask for a body before we have looked at its size.
  server.on('checkContinue', listener);
  answerUnreadableRequests(server, logger);
  return server;
}

/** What measures is loaded only where it is wanted. */
async function measuring(database: Database) {
  const { Metrics } = await import('./metrics.js');
  return new Metrics(() => database.poolState);
}
