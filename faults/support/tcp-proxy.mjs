import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What the wire does: lets everything through, nothing (and nobody is told), no connection, everything late, byte by
 * byte, or all of an answer but its end.
 * @typedef {'pass' | 'hang' | 'refuse' | 'slow' | 'drip' | 'half'} Mood
 */

const LATE_MS = 3_000;
const DRIP_MS = 100;
/** Enough of an answer's end that its head still comes through whole. */
const CUT_OFF_BYTES = 10;

/** @typedef {import('node:net').Socket} Socket */

/** A wire to a server, on which all may go wrong that goes wrong on networks. */
export class TcpProxy {
  /** @type {Mood} */
  #mood = 'pass';
  #sockets = new Set();
  /** @type {(() => void)[]} */
  #held = [];

  /** @param {{ host: string, port: number }} target */
  constructor(target) {
    this.target = target;
    this.server = createServer((socket) => this.#accept(socket));
    this.port = 0;
  }

  /** @param {string} url of the server behind it */
  static async to(url) {
    const { hostname, port } = new URL(url);
    const proxy = new TcpProxy({ host: hostname, port: Number(port) });
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    proxy.port = /** @type {import('node:net').AddressInfo} */ (proxy.server.address()).port;
    return proxy;
  }

  /** The same URL by way of this proxy. @param {string} url */
  through(url) {
    const changed = new URL(url);
    changed.hostname = '127.0.0.1';
    changed.port = String(this.port);
    return changed.href.replace(/\/$/, '');
  }

  /** What was held back is delivered late once it does not hang any more, as on a network. @param {Mood} mood */
  turn(mood) {
    this.#mood = mood;
    if (mood === 'refuse') this.cut();
    if (mood !== 'hang') for (const release of this.#held.splice(0)) release();
  }

  /** Ends all connections. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close() {
    this.turn('refuse');
    this.server.close();
    await once(this.server, 'close');
  }

  /** @param {Socket} socket */
  #accept(socket) {
    if (this.#mood === 'refuse') {
      socket.resetAndDestroy();
      return;
    }
    const onward = connect(this.target);
    this.#carry(socket, onward, false);
    this.#carry(onward, socket, true);
  }

  /**
   * @param {Socket} from
   * @param {Socket} to
   * @param {boolean} answers whether this is the way back
   */
  #carry(from, to, answers) {
    this.#sockets.add(from);
    from
      .on('error', () => {})
      .on('data', (chunk) => {
        from.pause();
        void this.#deliver(chunk, to, answers).then(() => from.resume());
      });
    from.once('close', () => {
      this.#sockets.delete(from);
      void this.#untilItPasses().then(() => to.destroy());
    });
  }

  /**
   * @param {Buffer} chunk
   * @param {Socket} to
   * @param {boolean} isAnswer
   */
  async #deliver(chunk, to, isAnswer) {
    await this.#untilItPasses();
    if (this.#mood === 'slow') await wait(LATE_MS);
    if (this.#mood === 'half' && isAnswer) {
      to.end(chunk.subarray(0, -CUT_OFF_BYTES));
      return;
    }
    const dripped = isAnswer ? await this.#drip(chunk, to) : 0;
    if (dripped < chunk.length && !to.destroyed) to.write(chunk.subarray(dripped));
  }

  /**
   * @param {Buffer} chunk
   * @param {Socket} to
   * @returns {Promise<number>} the bytes that went like this
   */
  async #drip(chunk, to) {
    let sent = 0;
    for (; this.#mood === 'drip' && sent < chunk.length && !to.destroyed; sent += 1) {
      to.write(chunk.subarray(sent, sent + 1));
      await wait(DRIP_MS);
    }
    return sent;
  }

  /** @returns {Promise<void>} */
  #untilItPasses() {
    return this.#mood === 'hang' ? new Promise((resolve) => this.#held.push(resolve)) : Promise.resolve();
  }
}
