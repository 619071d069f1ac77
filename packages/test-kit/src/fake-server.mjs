import { once } from 'node:events';
import { createServer } from 'node:http';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * How a fake server answers.
 * @typedef {(request: IncomingMessage, response: ServerResponse) => void} Mood
 */

/** @typedef {{ method: string, url: string, headers: IncomingMessage['headers'], rawHeaders: string[] }} Question */

/**
 * Answers with a status and JSON, or with text as it is.
 * @param {number} status
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Mood}
 */
export function answers(status, body = {}, headers = {}) {
  const text = status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** A server on a port of its own, whose mood can change while it runs, and which remembers what it was asked. */
export class FakeServer {
  /** What it was asked, but whether it lives, in order. @type {Question[]} */
  questions = [];
  #server = createServer();
  /** @type {Set<import('node:net').Socket>} */
  #sockets = new Set();

  /** @param {Mood} mood */
  constructor(mood) {
    this.mood = mood;
  }

  /** @param {number} [port] of before, which is waited for should somebody else have been given it meanwhile */
  async start(port = 0) {
    this.#server = createServer((request, response) => this.#receive(request, response));
    // As Latch's servers: a connection is always given up by the other side first.
    this.#server.keepAliveTimeout = 65_000;
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {}).once('close', () => this.#sockets.delete(socket));
    });
    await listen(this.#server, port);
    return this;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Connections that are open now. */
  get connections() {
    return this.#sockets.size;
  }

  /** Ends at once, with all its connections. */
  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  #receive(request, response) {
    if (request.url === '/health/live') {
      answers(200, { status: 'ok' })(request, response);
      return;
    }
    const { method = '', url = '', headers, rawHeaders } = request;
    this.questions.push({ method, url, headers, rawHeaders });
    this.mood(request, response);
  }
}

/** @param {import('node:http').Server} server @param {number} port */
async function listen(server, port) {
  for (;;) {
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
