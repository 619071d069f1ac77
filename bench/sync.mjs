import { freePort } from '@latch/test-kit/free-ports';
import { join } from 'node:path';
import { root } from '../scripts/settings/settings.mjs';
import { streamFigures } from './event-streams.mjs';
import { feedFigures } from './feed.mjs';
import { MeasuredProcess } from './process.mjs';
import { serverEnvironment } from './stage.mjs';

/** @typedef {import('./report.mjs').Figure} Figure */
/** @typedef {Awaited<ReturnType<typeof startServers>>} Servers */

/**
 * What devices do that keep a copy: they wait to be told of changes, and read what changed.
 * @param {object} options
 * @param {import('./databases.mjs').Databases} options.databases
 * @param {import('./nodes.mjs').Node} options.node
 * @param {import('./seed.mjs').Person[]} options.people
 * @param {import('./organiser.mjs').Organiser} options.organiser
 * @param {(line: string) => void} options.say
 * @returns {Promise<Figure[]>}
 */
export async function measureSync({ databases, node, people, organiser, say }) {
  const servers = await startServers(databases, node.binary);
  try {
    const streams = await streamFigures(servers, people, say);
    say('The feed');
    return [...streams, ...(await feedFigures(servers.backend.url, databases, people, organiser))];
  } finally {
    await servers.stop();
  }
}

/**
 * @param {import('./databases.mjs').Databases} databases
 * @param {string} node
 */
async function startServers(databases, node) {
  const [authPort, port, otherPort, metricsPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const env = serverEnvironment(databases, authPort, port);
  const start = (
    /** @type {string} */ name,
    /** @type {string} */ script,
    /** @type {number} */ at,
    /** @type {NodeJS.ProcessEnv} */ more = {},
  ) => {
    const url = `http://127.0.0.1:${at}`;
    return MeasuredProcess.start({ name, node, args: [join(root, script)], env: { ...env, ...more }, url });
  };
  const main = 'backend/dist/main.js';
  const processes = [
    await start('auth server', 'auth-server/dist/main.js', authPort),
    await start('backend', main, port, { BACKEND_METRICS_PORT: `${metricsPort}` }),
    await start('other backend', main, otherPort, { BACKEND_PORT: `${otherPort}` }),
  ];
  return {
    backend: {
      url: `http://127.0.0.1:${port}`,
      process: /** @type {MeasuredProcess} */ (processes[1]),
      metrics: `http://127.0.0.1:${metricsPort}/metrics`,
    },
    other: { url: `http://127.0.0.1:${otherPort}` },
    stop: async () => {
      for (const each of processes.toReversed()) await each.stop();
    },
  };
}
