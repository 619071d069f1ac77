import { Agent } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { HealthCheck } from './health-check.mjs';

/** Shorter than the delay with which a server stops: it never closes a connection on which we are about to send. */
const IDLE_MS = 4_000;
const CONNECT_MS = 700;

/** @typedef {import('node:net').Socket} Socket */
/** @typedef {(error: Error | null, socket?: Socket) => void} Connected */

/** One process of a server behind the gateway, what is known about its health, and the connections to it. */
export class Replica {
  /** @type {'up' | 'leaving' | 'refusing' | 'hung'} */
  state = 'up';
  /** @type {Set<Socket>} */
  #sockets = new Set();
  /**
   * Connections in the middle of an answer, and how many bytes had come when they were last looked at. What comes before the
   * head of an answer is complete is no answer: whoever waits for it knows nothing yet.
   * @type {Map<Socket, number>}
   */
  #answering = new Map();
  #lastAnswerAt = 0;

  /**
   * @param {string} url
   * @param {() => Replica[]} inOrder all of its kind that may be asked, best first
   */
  constructor(url, inOrder) {
    this.url = url;
    this.agent = new FailingOverAgent(this, inOrder);
    this.probe = new HealthCheck(url, {
      lastAnswerAt: () => this.#lookForAnswers(),
      onState: (state) => void (this.state = state),
      onSilence: () => this.#giveUp(),
    });
  }

  /** @param {import('node:http').IncomingMessage} answer its head is here */
  answeredWith(answer) {
    const { socket } = answer;
    if (!this.#sockets.has(socket)) return;
    this.#lastAnswerAt = performance.now();
    this.#answering.set(socket, socket.bytesRead);
    answer.once('close', () => this.#answering.delete(socket));
  }

  /** @param {Socket | import('node:stream').Duplex} socket */
  owns(socket) {
    return this.#sockets.has(/** @type {Socket} */ (socket));
  }

  /** Opens a connection. @param {Connected} connected */
  connect(connected) {
    const { hostname, port, protocol } = new URL(this.url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'https:';
    const socket = secure
      ? connectTls({ host, port: Number(port || 443), servername: host })
      : connect({ host, port: Number(port || 80) });
    this.#sockets.add(socket);
    const limit = setTimeout(() => socket.destroy(new Error('It took too long to connect')), CONNECT_MS);
    socket.once('close', () => this.#sockets.delete(socket)).once('close', () => clearTimeout(limit));
    socket.once('error', connected).once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(limit);
      socket.off('error', connected);
      connected(null, socket);
    });
  }

  stop() {
    this.probe.stop();
    this.agent.destroy();
  }

  /** @returns {number} when it last sent the head or a part of an answer, as far as it was looked at */
  #lookForAnswers() {
    for (const [socket, before] of this.#answering) {
      if (socket.bytesRead === before) continue;
      this.#answering.set(socket, socket.bytesRead);
      this.#lastAnswerAt = performance.now();
    }
    return this.#lastAnswerAt;
  }

  /** Whoever waits for an answer from it is told so, instead of waiting for as long as it hangs. */
  #giveUp() {
    for (const socket of this.#sockets) socket.destroy(new Error('It does not answer any more'));
  }
}

/**
 * Keeps connections to one replica. When it refuses a new one, the next replica is asked instead: nothing was sent yet, so
 * that is safe for every request. Such a connection to another is used only once.
 */
class FailingOverAgent extends Agent {
  /**
   * @param {Replica} replica
   * @param {() => Replica[]} inOrder
   */
  constructor(replica, inOrder) {
    super({ keepAlive: true, timeout: IDLE_MS });
    this.replica = replica;
    this.inOrder = inOrder;
    /** @type {any} */ (this).protocol = new URL(replica.url).protocol;
  }

  /**
   * @override
   * @param {unknown} _options
   * @param {any} [connected] a {@link Connected}
   */
  createConnection(_options, connected) {
    const others = this.inOrder().filter((replica) => replica !== this.replica);
    /** @param {Replica[]} left */
    const tryNext = ([replica, ...left]) =>
      replica?.connect((error, socket) => (error && left.length ? tryNext(left) : connected(error, socket)));
    tryNext([this.replica, ...others]);
    return undefined;
  }

  /** @override @param {import('node:stream').Duplex} socket */
  keepSocketAlive(socket) {
    return this.replica.owns(socket) && /** @type {any} */ (Agent.prototype).keepSocketAlive.call(this, socket);
  }
}
