import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What the proxy does: passes everything on, nothing (and nobody is told), takes no connection, passes on late, byte by
 * byte, or all of an answer but its end.
 * @typedef {'pass' | 'hang' | 'refuse' | 'slow' | 'drip' | 'half'} Mood
 */

/** @typedef {import('node:net').Socket} Socket */

/**
 * What is passed on of what arrives; nothing of it where it is left out.
 * @typedef {(chunk: Buffer, client: Socket) => Buffer | undefined} OnTheWay
 */

/**
 * What becomes of what is said, either way.
 * @typedef {{ asked?: OnTheWay, answered?: OnTheWay }} Wire
 */

const LATE_MS = 3_000;
const DRIP_MS = 100;
/** Enough of an answer's end that its head still comes through whole. */
const CUT_OFF_BYTES = 10;

/** Stands in front of a server, a database or another, and lets everything go wrong that goes wrong on networks. */
export class TcpProxy {
  /** @type {Mood} */
  #mood = 'pass';
  /** @type {Set<Socket>} */
  #sockets = new Set();
  /** Those that nothing comes through, whatever the mood. @type {Set<Socket>} */
  #stalled = new Set();
  /** @type {(() => void)[]} */
  #held = [];
  #server = createServer((socket) => this.#accept(socket));
  #port = 0;

  /**
   * @param {string} url of the server behind it; a database may have a socket in a folder, `?host=`
   * @param {Wire} [wire]
   */
  static async to(url, wire = {}) {
    const proxy = new TcpProxy(url, wire);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#port = /** @type {import('node:net').AddressInfo} */ (proxy.#server.address()).port;
    return proxy;
  }

  /** @private @param {string} url @param {Wire} wire */
  constructor(url, wire) {
    this.target = url;
    this.wire = wire;
  }

  /** The server's URL by way of this proxy. */
  get url() {
    return this.through(this.target);
  }

  /** Another URL of the same server by way of this proxy, such as that of another role. @param {string} url */
  through(url) {
    const changed = new URL(url);
    changed.searchParams.delete('host');
    changed.hostname = '127.0.0.1';
    changed.port = String(this.#port);
    return changed.href.replace(/\/$/, '');
  }

  /** What was held back is delivered late once it does not hang any more, as on a network. @param {Mood} mood */
  turn(mood) {
    this.#mood = mood;
    if (mood === 'refuse') this.cut();
    if (mood === 'hang') return;
    this.#stalled.clear();
    for (const release of this.#held.splice(0)) release();
  }

  /** Ends all connections, as a restart of the server does; new ones are as the mood says. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing comes through the connections there are until the next turn; new ones are as the mood says. */
  stall() {
    for (const socket of this.#sockets) this.#stalled.add(socket);
  }

  async close() {
    this.turn('refuse');
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** @param {Socket} socket */
  #accept(socket) {
    if (this.#mood === 'refuse') {
      socket.resetAndDestroy();
      return;
    }
    const onward = this.#connect();
    const { asked, answered } = this.wire;
    this.#carry(socket, onward, false, (chunk) => (asked ? asked(chunk, socket) : chunk));
    this.#carry(onward, socket, true, (chunk) => (answered ? answered(chunk, socket) : chunk));
  }

  #connect() {
    const { hostname, port, searchParams } = new URL(this.target);
    const folder = searchParams.get('host');
    return folder ? connect(`${folder}/.s.PGSQL.${port || 5432}`) : connect(Number(port || 5432), hostname);
  }

  /**
   * @param {Socket} from
   * @param {Socket} to
   * @param {boolean} answers whether this is the way back
   * @param {(chunk: Buffer) => Buffer | undefined} passed
   */
  #carry(from, to, answers, passed) {
    this.#sockets.add(from);
    from
      .on('error', () => {})
      .on('data', (chunk) => {
        from.pause();
        void this.#deliver(chunk, from, to, answers, passed).then(() => from.resume());
      });
    from.once('close', () => {
      this.#sockets.delete(from);
      void this.#untilItPasses(from).then(() => to.destroy());
    });
  }

  /**
   * @param {Buffer} arrived
   * @param {Socket} from
   * @param {Socket} to
   * @param {boolean} isAnswer
   * @param {(chunk: Buffer) => Buffer | undefined} passed
   */
  async #deliver(arrived, from, to, isAnswer, passed) {
    await this.#untilItPasses(from);
    if (this.#mood === 'slow') await wait(LATE_MS);
    const chunk = passed(arrived);
    if (!chunk) return;
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

  /** @param {Socket} socket @returns {Promise<void>} */
  #untilItPasses(socket) {
    const hangs = this.#mood === 'hang' || this.#stalled.has(socket);
    return hangs ? new Promise((resolve) => this.#held.push(resolve)) : Promise.resolve();
  }
}
