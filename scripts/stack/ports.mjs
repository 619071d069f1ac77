import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../settings/refusal.mjs';

/**
 * Two programs cannot listen on one port; this says so before anything is started.
 * @param {import('../settings/settings.mjs').Settings} settings
 * @throws {Refusal} naming the variable to change
 */
export async function refuseUsedPorts(settings) {
  const { port, authPort, backendPort, authMetricsPort, backendMetricsPort, authServerUrl } = settings;
  const ours = authServerUrl ? {} : { AUTH_PORT: authPort, AUTH_METRICS_PORT: authMetricsPort };
  const wanted = { PORT: port, BACKEND_PORT: backendPort, BACKEND_METRICS_PORT: backendMetricsPort, ...ours };
  for (const [name, number] of Object.entries(wanted)) {
    if (number === undefined || (await isFree(number))) continue;
    throw new Refusal(
      `Port ${number} is used by another program. Stop that program, or choose another port: ${name}=${number + 100} npm start`,
    );
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Resolves once a GET answers 2xx.
 * @param {string} url
 * @param {number} limit milliseconds
 * @throws {Error} when it did not within the limit
 */
export async function untilOk(url, limit) {
  const deadline = Date.now() + limit;
  while (Date.now() < deadline) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await wait(50);
  }
  throw new Error(`it did not become ready within ${limit / 1000} seconds`);
}
