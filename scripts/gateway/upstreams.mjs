import { Replica } from './replica.mjs';

/** Further requests are refused at once: what waits for a part that is stuck must not fill the memory. */
const MOST_IN_FLIGHT = 1_000;

/** One of the servers behind the gateway, as one process or several alike. */
export class Upstream {
  #turn = 0;
  #inFlight = 0;

  /** @param {string[]} urls one of each replica */
  constructor(urls) {
    /** @type {Replica[]} */
    this.replicas = urls.map((url) => new Replica(url, () => this.#inOrder()));
  }

  /**
   * Where the next request goes: each replica in turn, those that are about to stop only when there is no other.
   * @param {import('node:http').ServerResponse} response the request counts as in flight until this is closed
   * @returns {{ target: string, agent: import('node:http').Agent } | undefined} none when nobody could answer
   */
  next(response) {
    this.#turn += 1;
    const [replica] = this.#inOrder();
    if (!replica || this.#inFlight >= MOST_IN_FLIGHT) return undefined;
    this.#inFlight += 1;
    response.once('close', () => (this.#inFlight -= 1));
    return { target: replica.url, agent: replica.agent };
  }

  /** Tells that one of the replicas has answered. @param {import('node:http').IncomingMessage} answer its head is here */
  answeredWith(answer) {
    for (const replica of this.replicas) replica.answeredWith(answer);
  }

  stop() {
    for (const replica of this.replicas) replica.stop();
  }

  /** All that do not hang, best first. @returns {Replica[]} */
  #inOrder() {
    const turn = this.#turn % this.replicas.length;
    return [...this.replicas.slice(turn), ...this.replicas.slice(0, turn)]
      .filter(({ state }) => state !== 'hung')
      .sort((a, b) => ranks[a.state] - ranks[b.state]);
  }
}

/** One that refused connections is still asked when there is no other: it may have been started since. */
const ranks = { up: 0, leaving: 1, refusing: 2, hung: 3 };
