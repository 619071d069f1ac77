import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createProxyServer } from 'httpxy';
import { freePort } from '../../scripts/stack/ports.mjs';

/** Far below the 5 s for which a server that is told to stop goes on serving. */
const EVERY_MS = 200;
/** A machine that starts processes lets a server wait; one that is gone refuses at once. */
const PATIENCE_MS = 10_000;
/** As the gateway keeps idle connections: shorter than those 5 s. */
const IDLE_MS = 4_000;

/** What a replica said of itself last, the best first. */
const STATES = /** @type {const} */ (['ready', 'answers', 'silent']);

/** @typedef {{ url: string, state: typeof STATES[number] }} Replica */

/**
 * Stands in front of several replicas of each server, and passes requests on to those that say they are ready, in turn; where
 * none does, to those that answer. It is as simple as one can be, and sends nothing twice: what fails here, the servers let fail. At one
 * address it passes on what the gateway would; at another, as the backends reach them, everything to the auth servers.
 */
export class Balancer {
  /** @type {{ authServers: Replica[], backends: Replica[] }} */
  #replicas = { authServers: [], backends: [] };
  #turn = 0;
  /** @type {WeakMap<import('node:http').IncomingMessage, Replica>} */
  #askedOf = new WeakMap();
  #closed = new AbortController();
  #agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  #proxy = createProxyServer({});
  #server = createServer((request, response) => {
    const kind = request.url?.startsWith('/api/auth/') ? 'authServers' : 'backends';
    this.#pass(kind, request, response);
  });
  #authServer = createServer((request, response) => this.#pass('authServers', request, response));

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
    this.#proxy.on('proxyRes', ({ headers }, request) => {
      // A server that is told to stop says so with each answer, also where its readiness is asked for too late.
      const replica = this.#askedOf.get(request);
      if (replica && headers.connection === 'close') replica.state = 'answers';
      // It is about the connection to the server, and not about the one to the client.
      delete headers.connection;
    });
    this.#proxy.on('error', (error, _request, response) => {
      if (response && 'writeHead' in response && !response.headersSent)
        response.writeHead(502).end(JSON.stringify({ error_code: String(error) }));
      else response?.destroy();
    });
  }

  /** @param {{ authServer: string, backend: string }} urls of a replica of each server */
  add({ authServer, backend }) {
    for (const [kind, url] of /** @type {const} */ ([
      ['authServers', authServer],
      ['backends', backend],
    ])) {
      /** @type {Replica} */
      const replica = { url, state: 'silent' };
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
  #pass(kind, request, response) {
    const all = this.#replicas[kind];
    const best = STATES.find((state) => all.some((replica) => replica.state === state));
    const choice = all.filter(({ state }) => state === best);
    const replica = choice[this.#turn++ % choice.length];
    if (replica) {
      this.#askedOf.set(request, replica);
      void this.#proxy.web(request, response, { target: replica.url, agent: this.#agent });
    } else {
      response.writeHead(503).end();
    }
  }

  /** @param {Replica} replica */
  async #watch(replica) {
    while (!this.#closed.signal.aborted) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(`${replica.url}/health/ready`, { signal }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => {});
      replica.state = answer ? (answer.ok ? 'ready' : 'answers') : 'silent';
      await wait(EVERY_MS);
    }
  }
}
