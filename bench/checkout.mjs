import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@latch/test-kit/free-ports';
import { startPostgres } from '@latch/test-kit/local-postgres';
import { MeasuredProcess } from './process.mjs';
import { seed } from './seed.mjs';
import { migrate, serverEnvironment } from './stage.mjs';

/** A tick of `/proc/<pid>/stat`, in microseconds. */
const TICK = 10_000;

/**
 * A checkout whose servers run with a PostgreSQL server of their own, so that what it costs is known of each.
 * @typedef {Awaited<ReturnType<typeof openCheckout>>} Checkout
 */

/**
 * Starts the servers of a checkout on databases that are seeded.
 * @param {object} options
 * @param {string} options.folder of the checkout, which is built
 * @param {string} options.node the binary
 * @param {Omit<Parameters<typeof seed>[0], 'authUrl' | 'todosUrl'>} options.seeds
 * @param {Record<string, string>} [options.settings] of PostgreSQL, besides those of a small server
 * @param {NodeJS.ProcessEnv} [options.env] of the servers, besides what they need
 */
export async function openCheckout({ folder, node, seeds, settings, env: more }) {
  const server = await startPostgres({ settings: { shared_buffers: '256MB', max_connections: '200', ...settings } });
  const urls = { authUrl: await server.createDatabase('auth'), todosUrl: await server.createDatabase('todos') };
  const [authPort, backendPort] = await Promise.all([freePort(), freePort()]);
  const env = { ...serverEnvironment(urls, authPort, backendPort), ...more };
  await migrate(urls, folder);
  const seeded = await seed({ ...urls, ...seeds });
  const start = (/** @type {string} */ script, /** @type {number} */ port) =>
    MeasuredProcess.start({ name: script, node, args: [join(folder, script)], env, url: `http://127.0.0.1:${port}` });
  const auth = await start('auth-server/dist/main.js', authPort);
  const backend = await start('backend/dist/main.js', backendPort);
  const [postmaster = ''] = readFileSync(join(server.dataDir, 'postmaster.pid'), 'utf8').split('\n');
  return {
    folder,
    seeded,
    ...urls,
    authServer: `http://127.0.0.1:${authPort}`,
    url: `http://127.0.0.1:${backendPort}`,
    /** Microseconds of CPU so far. */
    cpu: {
      authServer: () => cpuWithChildren(auth.pid),
      backend: () => cpuWithChildren(backend.pid),
      database: () => cpuWithChildren(Number(postmaster)),
    },
    close: async () => {
      await Promise.all([auth.stop(), backend.stop()]);
      await server.destroy();
    },
  };
}

/**
 * Of a process, those that it started, and those of them that have ended.
 * @param {number} pid
 * @returns {number} microseconds
 */
function cpuWithChildren(pid) {
  const own = statOf(String(pid));
  const children = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [statOf(name)] : []));
  const living = children.filter((child) => child?.parent === pid);
  return living.reduce((sum, child) => sum + (child?.own ?? 0), (own?.own ?? 0) + (own?.ended ?? 0));
}

/** @param {string} pid */
function statOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
    const ticks = (/** @type {number} */ from) => (Number(fields[from]) + Number(fields[from + 1])) * TICK;
    return { parent: fields[1], own: ticks(11), ended: ticks(13) };
  } catch {
    return undefined;
  }
}
