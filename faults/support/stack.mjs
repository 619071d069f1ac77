import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSocketFolder } from '../../scripts/settings/data-dir.mjs';
import { freePort } from '@latch/test-kit/free-ports';
import { readSettings } from '../../scripts/settings/settings.mjs';
import { startStack } from '../../scripts/stack/stack.mjs';
import { Person } from './person.mjs';
import { TcpProxy } from '@latch/test-kit/tcp-proxy';

/** Of all stacks behind one balancer: a session that one made counts at the others. */
const SHARED_SECRET = 'the secret that stacks behind a balancer share';

/** @typedef {Awaited<ReturnType<typeof startFaultStack>>} FaultStack */

/**
 * All of Latch as `npm start` runs it, each server as a process of its own, the auth server reached by way of a proxy.
 * @param {object} [options]
 * @param {string} [options.authDatabaseUrl] embedded by default
 * @param {string} [options.todosDatabaseUrl] embedded by default
 * @param {import('./balancer.mjs').Balancer} [options.balancer] stands in the gateway's place, in front of this and other stacks on
 *   the same databases
 * @param {NodeJS.ProcessEnv} [options.serverEnvironment]
 */
export async function startFaultStack({ authDatabaseUrl, todosDatabaseUrl, balancer, serverEnvironment } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'latch-faults-'));
  const [port, authPort, backendPort] = [await freePort(), await freePort(), await freePort()];
  const settings = readSettings({
    PORT: String(port),
    AUTH_PORT: String(authPort),
    BACKEND_PORT: String(backendPort),
    DATA_DIR: dataDir,
    AUTH_DATABASE_URL: authDatabaseUrl,
    TODOS_DATABASE_URL: todosDatabaseUrl,
    TRUSTED_PROXIES: 'loopback',
    ...(balancer && { PUBLIC_URL: balancer.url, BETTER_AUTH_SECRET: SHARED_SECRET }),
  });
  const authUrl = `http://127.0.0.1:${authPort}`;
  const authProxy = await TcpProxy.to(authUrl);
  const stack = await startStack(settings, {
    gateway: !balancer,
    authServerSeenAs: (url) => balancer?.authServerUrl ?? authProxy.through(url),
    serverEnvironment: { LOG_LEVEL: 'warn', ...serverEnvironment },
  });
  /** Without the gateway. */
  const servers = { authServer: authUrl, backend: `http://127.0.0.1:${backendPort}` };
  balancer?.add(servers);
  const embeddedUrl = (/** @type {string} */ name) =>
    `postgres://postgres@localhost/postgres?host=${encodeURIComponent(findSocketFolder(dataDir, name) ?? '')}`;
  return {
    url: stack.url,
    /** For what cannot be seen from outside. */
    databaseUrls: {
      auth: authDatabaseUrl ?? embeddedUrl('auth'),
      todos: todosDatabaseUrl ?? embeddedUrl('todos'),
    },
    servers,
    parts: stack.parts,
    authProxy,
    newPerson: () => Person.signedUp(stack.url),
    async stop() {
      authProxy.turn('pass');
      await stack.stop();
      await authProxy.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
