/** Better Auth with Latch's settings, behind the handler that it brings itself. `node better-auth.mjs`, as the auth server. */
import { createServer } from 'node:http';
import { toNodeHandler } from 'better-auth/node';
import { embeddedAuth } from './embedded-auth.mjs';

const handle = toNodeHandler(embeddedAuth());
createServer((request, response) => void handle(request, response)).listen(Number(process.env.PORT), '127.0.0.1');
