import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that is taken for as long as the server runs.
 * @param {number} [wanted] any that is free unless given
 */
export async function takePort(wanted = 0) {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: /** @type {import('node:net').AddressInfo} */ (server.address()).port };
}

/**
 * Below those that systems give to connections (from 32,768 on Linux, from 49,152 elsewhere), and which may be gone before
 * a server has started: one of those even connects to itself when it is tried often enough while nobody listens there.
 */
const FREE_PORTS = { first: 20_000, count: 12_000 };

/**
 * A port of this machine that is free now and that no process is given until this one has ended: it holds the UDP port of
 * the same number, which every other that asks here finds taken.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = FREE_PORTS.first + randomInt(FREE_PORTS.count);
    const claim = await claimOf(port);
    if (!claim) continue;
    const taken = await takePort(port).catch(() => undefined);
    if (taken) {
      await new Promise((resolve) => taken.server.close(resolve));
      return port;
    }
    claim.close();
  }
}

/**
 * @param {number} port
 * @returns {Promise<import('node:dgram').Socket | undefined>} undefined where another process has it
 */
function claimOf(port) {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => resolve(undefined));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(socket.unref()));
  });
}

/**
 * Starts something on a free port; on another one when somebody else was given it a moment before.
 * @template Started
 * @param {(port: number) => Promise<Started>} start
 * @returns {Promise<Started>}
 */
export async function startOnFreePort(start) {
  for (;;) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (!/in use/.test(String(error))) throw error;
    }
  }
}
