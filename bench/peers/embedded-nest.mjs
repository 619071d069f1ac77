/**
 * The backend, with one thing changed: its guard asks a Better Auth in its own process instead of the auth server.
 * Everything else (log, headers, validation, routes, pool, statements) is the backend's own, so that the difference is
 * what delegation costs or gains. `node embedded-nest.mjs`, with the variables of both servers.
 */
import 'reflect-metadata';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { fromNodeHeaders } from 'better-auth/node';
import { UserMatchGuard } from '../../backend/dist/auth/user-match.guard.js';
import { createLogger } from '@latch/server-kit/logger';
import { ConfigModule } from '../../backend/dist/config/config.module.js';
import { readEnvironment } from '../../backend/dist/config/environment.js';
import { configureApp } from '../../backend/dist/configure-app.js';
import { DatabaseModule } from '../../backend/dist/database/database.module.js';
import { MeModule } from '../../backend/dist/me/me.module.js';
import { TodosModule } from '../../backend/dist/todos/todos.module.js';
import { embeddedAuth } from './embedded-auth.mjs';

const environment = readEnvironment(process.env);
const logger = createLogger('bench', environment.logLevel);
const auth = embeddedAuth();

/** As the adapters of Better Auth for Nest do it. */
class EmbeddedAuthGuard {
  /** @param {import('@nestjs/common').ExecutionContext} context */
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const found = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
    if (!found) return false;
    const { id, email, name } = found.user;
    request.user = { userId: id, email, name };
    return true;
  }
}

const peer = {
  module: TodosModule,
  imports: [ConfigModule.with(environment, logger), DatabaseModule, MeModule],
  providers: [
    { provide: APP_GUARD, useClass: EmbeddedAuthGuard },
    { provide: APP_GUARD, useClass: UserMatchGuard },
  ],
};

const app = await NestFactory.create(peer, { logger: false, bodyParser: false });
configureApp(/** @type {any} */ (app), environment, logger);
await app.listen(environment.port, environment.host);
