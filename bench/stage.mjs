import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@latch/test-kit/free-ports';
import { root } from '../scripts/settings/settings.mjs';
import { MeasuredProcess } from './process.mjs';
import { SECRET } from './seed.mjs';

/** @typedef {import('./scenarios.mjs').Scenario['server']} ServerName */

/** @typedef {Pick<import('./databases.mjs').Databases, 'authUrl' | 'todosUrl'>} Urls */

/**
 * Brings empty databases up to date.
 * @param {Urls} databases
 * @param {string} [folder] of the checkout
 */
export async function migrate({ authUrl, todosUrl }, folder = root) {
  const run = promisify(execFile);
  const env = { ...process.env, AUTH_DATABASE_URL: authUrl, TODOS_DATABASE_URL: todosUrl };
  await run(process.execPath, [join(folder, 'auth-server/dist/migrate.js')], { env });
  await run(process.execPath, [join(folder, 'backend/dist/database/migrate.js')], { env });
}

/**
 * The variables of both servers.
 * @param {Urls} databases
 * @param {number} authPort
 * @param {number} backendPort
 */
export function serverEnvironment({ authUrl, todosUrl }, authPort, backendPort) {
  return {
    BETTER_AUTH_SECRET: SECRET,
    AUTH_DATABASE_URL: authUrl,
    TODOS_DATABASE_URL: todosUrl,
    PUBLIC_URL: 'http://localhost:3000',
    AUTH_SERVER_URL: `http://127.0.0.1:${authPort}`,
    BACKEND_URL: `http://127.0.0.1:${backendPort}`,
    TRUSTED_PROXIES: 'loopback',
    AUTH_PORT: String(authPort),
    BACKEND_PORT: String(backendPort),
  };
}

/** All servers that are measured, started under one Node. */
export class Stage {
  /** @type {Partial<Record<ServerName, { url: string, process: MeasuredProcess }>>} */
  #servers = {};

  /**
   * @param {Urls} databases
   * @param {string} node the binary to run them with
   */
  static async open(databases, node) {
    const stage = new Stage();
    const [authPort, backendPort, embeddedPort] = await Promise.all([freePort(), freePort(), freePort()]);
    const env = serverEnvironment(databases, authPort, backendPort);
    const peer = (/** @type {string} */ name) => `bench/peers/${name}.mjs`;
    await stage.#start('rawHop', node, peer('raw-hop'), env, await freePort());
    await stage.#start('select', node, peer('one-row-select'), env, await freePort());
    await stage.#start('betterAuth', node, peer('better-auth'), env, await freePort());
    await stage.#start('authServer', node, 'auth-server/dist/main.js', env, authPort);
    await stage.#start('backend', node, 'backend/dist/main.js', env, backendPort);
    await stage.#start('embedded', node, peer('embedded-nest'), env, embeddedPort);
    await stage.#start('plain', node, peer('plain-writes'), env, await freePort());
    return stage;
  }

  /** @param {ServerName} name */
  url(name) {
    const server = this.#servers[name];
    if (!server) throw new Error(`${name} does not run`);
    return server.url;
  }

  /** @returns {{ name: string, bytes: number }[]} resident memory of each */
  memory() {
    return Object.values(this.#servers).map(({ process: { name, memory } }) => ({ name, bytes: memory }));
  }

  async close() {
    await Promise.all(Object.values(this.#servers).map(({ process }) => process.stop()));
  }

  /**
   * @param {ServerName} name
   * @param {string} node
   * @param {string} script
   * @param {NodeJS.ProcessEnv} env
   * @param {number} port
   */
  async #start(name, node, script, env, port) {
    const url = `http://127.0.0.1:${port}`;
    const ports = { PORT: String(port), AUTH_PORT: String(port), BACKEND_PORT: String(port) };
    const options = { name, node, args: [join(root, script)], env: { ...env, ...ports }, url };
    this.#servers[name] = { url, process: await MeasuredProcess.start(options) };
  }
}
