import { Agent } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isEventStream } from './answers.mjs';
import { HealthCheck } from './health-check.mjs';

/** Further requests are refused at once: what waits for a server that is stuck must not fill the memory. */
const MOST_IN_FLIGHT = 1_000;
/** Shorter than the delay with which a server stops: it never closes a connection on which we are about to send. */
const IDLE_MS = 4_000;
const CONNECT_MS = 700;

/** @typedef {import('node:net').Socket} Socket */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/** One of the servers behind the gateway: whether it hangs, what is in flight for it, and the connections to it. */
export class Upstream {
  /** What is not answered yet, or not to its end. @type {Set<ServerResponse>} */
  #inFlight = new Set();
  #hangs = false;
  /** @type {Set<Socket>} */
  #sockets = new Set();
  /**
   * Connections in the middle of an answer, and how many bytes had come when they were last looked at. What comes before the
   * head of an answer is complete is no answer: a client that waits for it knows nothing yet.
   * @type {Map<Socket, number>}
   */
  #answering = new Map();
  #lastAnswerAt = 0;

  /**
   * @param {string} url
   * @param {number} streamSilenceMs for how long nothing may come of a stream of events
   */
  constructor(url, streamSilenceMs) {
    this.url = url;
    this.streamSilenceMs = streamSilenceMs;
    this.agent = new UpstreamAgent(url, this.#sockets);
    this.healthCheck = new HealthCheck(url, {
      lastAnswerAt: () => this.#lookForAnswers(),
      onChecked: (hangs) => void (this.#hangs = hangs),
      onSilence: () => this.#giveUp(),
    });
  }

  /**
   * Where a request goes. A server that refuses connections is asked all the same: it may have been started since.
   * @param {ServerResponse} response the request counts as in flight until this is closed
   * @returns {{ target: string, agent: Agent } | undefined} none when it hangs, or has too much to do already
   */
  route(response) {
    if (this.#hangs || this.#inFlight.size >= MOST_IN_FLIGHT) return undefined;
    this.#inFlight.add(response);
    response.once('close', () => this.#inFlight.delete(response));
    return { target: this.url, agent: this.agent };
  }

  /**
   * Tells that a server has answered, this one or another.
   * @param {import('node:http').IncomingMessage} answer its head is here
   * @param {ServerResponse} response to the client
   */
  answeredWith(answer, response) {
    const { socket } = answer;
    if (!this.#sockets.has(socket)) return;
    this.#lastAnswerAt = performance.now();
    this.#answering.set(socket, socket.bytesRead);
    answer.once('close', () => this.#answering.delete(socket));
    if (!isEventStream(answer)) return;
    // The server itself limits how many are open. They keep nobody else out, and most of the time nothing comes of them.
    this.#inFlight.delete(response);
    socket.setTimeout(this.streamSilenceMs);
  }

  stop() {
    this.healthCheck.stop();
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

  /** Clients that wait for an answer from it are told so, instead of waiting for as long as it hangs. */
  #giveUp() {
    for (const socket of this.#sockets) socket.destroy(new Error('It does not answer any more'));
  }
}

/** Keeps connections to one server, and knows all that are open. */
class UpstreamAgent extends Agent {
  /**
   * @param {string} url
   * @param {Set<Socket>} sockets
   */
  constructor(url, sockets) {
    super({ keepAlive: true, timeout: IDLE_MS });
    this.url = new URL(url);
    this.open = sockets;
    /** @type {any} */ (this).protocol = this.url.protocol;
  }

  /**
   * @override
   * @param {unknown} _options
   * @param {any} [connected] is given an error, or null and the socket
   */
  createConnection(_options, connected) {
    const { hostname, port, protocol } = this.url;
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'https:';
    const socket = secure
      ? connectTls({ host, port: Number(port || 443), servername: host })
      : connect({ host, port: Number(port || 80) });
    this.open.add(socket);
    const limit = setTimeout(() => socket.destroy(new Error('It took too long to connect')), CONNECT_MS);
    socket.once('close', () => this.open.delete(socket)).once('close', () => clearTimeout(limit));
    socket.once('error', connected).once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(limit);
      socket.off('error', connected);
      connected(null, socket);
    });
    return undefined;
  }
}
