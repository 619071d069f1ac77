import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { createProxyServer } from 'httpxy';
import { freePort } from '@latch/test-kit/free-ports';

/** Far below the 5 s for which a server that is told to stop goes on serving. */
const EVERY_MS = 200;
/** What a replica said longer ago is not known any more: a machine too busy to ask it again must not count against it. */
const KNOWN_FOR_MS = 2_000;
/** A machine that starts processes lets a server wait; one that is gone refuses at once. */
const PATIENCE_MS = 10_000;
/** As the gateway keeps idle connections: shorter than those 5 s. */
const IDLE_MS = 4_000;
/** A client's idle connection is not ended here, where a request may be on its way already. */
const CLIENT_IDLE_MS = 600_000;

/** What a replica said of itself last, the best first. */
const STATES = /** @type {const} */ (['ready', 'answers', 'silent']);

/**
 * @typedef {{ url: string, state: typeof STATES[number], saidItStops: boolean, askedAt: number }} Replica
 * @typedef {{ kind: 'authServers' | 'backends', replica: Replica, known: Pick<Replica, 'state' | 'askedAt'>, body: Buffer, tries: number }} Asked
 *   `known` is what the replica had said when it was chosen
 */

/**
 * Stands in front of several replicas of each server, and passes requests on to those that say they are ready, in turn; where
 * none does, to those that answer. It is as simple as one can be: what fails here, the servers let fail. A request goes to one
 * replica. Only if that one was not known to be ready and refuses the connection, the request goes to the next. At one address it passes on what the gateway would; at another, as the backends reach them, everything to the
 * auth servers.
 */
export class Balancer {
  /** @type {{ authServers: Replica[], backends: Replica[] }} */
  #replicas = { authServers: [], backends: [] };
  #turn = 0;
  /** @type {WeakMap<import('node:http').IncomingMessage, Asked>} */
  #asked = new WeakMap();
  #closed = new AbortController();
  #agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  #proxy = createProxyServer({});
  #server = createServer((request, response) => {
    const kind = request.url?.startsWith('/api/auth/') ? 'authServers' : 'backends';
    void this.#pass(kind, request, response);
  });
  #authServer = createServer((request, response) => void this.#pass('authServers', request, response));

  static async open() {
    const [port, authPort] = [await freePort(), await freePort()];
    const balancer = new Balancer(port, authPort);
    await Promise.all([
      once(balancer.#server.listen(port), 'listening'),
      once(balancer.#authServer.listen(authPort), 'listening'),
    ]);
    return balancer;
  }

  /**
   * @param {number} port
   * @param {number} authPort
   */
  constructor(port, authPort) {
    this.url = `http://localhost:${port}`;
    this.authServerUrl = `http://localhost:${authPort}`;
    for (const server of [this.#server, this.#authServer]) server.keepAliveTimeout = CLIENT_IDLE_MS;
    this.#proxy.on('proxyRes', ({ headers }, request) => {
      // A server that is told to stop says so with each answer, also where its readiness is asked for too late.
      const asked = this.#asked.get(request);
      if (asked && headers.connection === 'close')
        Object.assign(asked.replica, { state: 'answers', saidItStops: true });
      // These are about the connection to the server, and not about the one to the client.
      delete headers.connection;
      delete headers['keep-alive'];
    });
    this.#proxy.on('error', (error, request, response) => {
      if (!request || !response || !('writeHead' in response) || response.headersSent) {
        response?.destroy();
        return;
      }
      const asked = this.#asked.get(request);
      const isKnown = asked && performance.now() - asked.known.askedAt < KNOWN_FOR_MS;
      const isRefused = /** @type {NodeJS.ErrnoException} */ (error).code === 'ECONNREFUSED';
      const mayBeGone =
        asked && (!isKnown || asked.known.state !== 'ready') && asked.tries < this.#replicas[asked.kind].length;
      if (mayBeGone && isRefused) {
        asked.replica.state = 'silent';
        this.#ask(asked.kind, request, response, asked.body, asked.tries + 1);
      } else {
        response.writeHead(502).end(JSON.stringify({ error_code: String(error) }));
      }
    });
  }

  /** @param {{ authServer: string, backend: string }} urls of a replica of each server */
  add({ authServer, backend }) {
    for (const [kind, url] of /** @type {const} */ ([
      ['authServers', authServer],
      ['backends', backend],
    ])) {
      /** @type {Replica} */
      const replica = { url, state: 'silent', saidItStops: false, askedAt: 0 };
      this.#replicas[kind].push(replica);
      void this.#watch(replica);
    }
  }

  /** Waits until every replica is known to be ready. */
  async untilAllReady() {
    const all = () => [...this.#replicas.authServers, ...this.#replicas.backends];
    while (!all().every(({ state }) => state === 'ready')) await wait(EVERY_MS);
  }

  close() {
    this.#closed.abort();
    this.#agent.destroy();
    for (const server of [this.#server, this.#authServer]) server.close().closeAllConnections();
  }

  /**
   * @param {'authServers' | 'backends'} kind
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async #pass(kind, request, response) {
    this.#ask(kind, request, response, await buffer(request));
  }

  /**
   * @param {'authServers' | 'backends'} kind
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {Buffer} body
   * @param {number} [tries] with this one
   */
  #ask(kind, request, response, body, tries = 1) {
    const all = this.#replicas[kind];
    const best = STATES.find((state) => all.some((replica) => replica.state === state));
    const choice = all.filter(({ state }) => state === best);
    const replica = choice[this.#turn++ % choice.length];
    if (replica) {
      this.#asked.set(request, { kind, replica, known: { ...replica }, body, tries });
      const options = { target: replica.url, agent: this.#agent, buffer: Readable.from([body]) };
      void this.#proxy.web(request, response, options);
    } else {
      response.writeHead(503).end();
    }
  }

  /** @param {Replica} replica */
  async #watch(replica) {
    while (!this.#closed.signal.aborted) {
      replica.saidItStops = false;
      const askedAt = performance.now();
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(`${replica.url}/health/ready`, { signal }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => {});
      // What it said with another answer meanwhile is newer.
      const isReady = answer?.ok && !replica.saidItStops;
      replica.askedAt = askedAt;
      replica.state = answer ? (isReady ? 'ready' : 'answers') : 'silent';
      await wait(EVERY_MS);
    }
  }
}
