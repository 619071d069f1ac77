import * as http from 'node:http';
import * as https from 'node:https';

const EVERY_MS = 400;
const LIMIT_MS = 1_200;

/** @typedef {'up' | 'leaving' | 'refusing' | 'hung'} State */

/**
 * Asks a server again and again whether it lives. What it answers does not matter, except that one which will not keep
 * the connection is about to stop.
 */
export class LifeProbe {
  /** @type {import('node:http').ClientRequest | undefined} */
  #request;

  /**
   * @param {string} url
   * @param {object} options
   * @param {() => number} options.lastAnswerAt when it last answered anybody, in the time of `performance.now()`
   * @param {(state: State) => void} options.onState
   */
  constructor(url, { lastAnswerAt, onState }) {
    const { Agent, request } = url.startsWith('https:') ? https : http;
    this.lastAnswerAt = lastAnswerAt;
    this.onState = onState;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.send = () => request(new URL('/health/live', url), { agent: this.agent });
    this.timer = setInterval(() => this.#probe(), EVERY_MS).unref();
  }

  stop() {
    clearInterval(this.timer);
    this.#request?.destroy();
    this.agent.destroy();
  }

  #probe() {
    if (this.#request) return;
    const probe = (this.#request = this.send());
    const sentAt = performance.now();
    /** @type {NodeJS.Timeout} */
    let limit;
    /** @param {State} state */
    const settle = (state) => {
      clearTimeout(limit);
      if (this.#request !== probe) return;
      this.#request = undefined;
      this.onState(state);
    };
    const judge = () => {
      // One that is only busy answers others meanwhile.
      const left = Math.max(sentAt, this.lastAnswerAt()) + LIMIT_MS - performance.now();
      if (this.#request !== probe) return;
      if (left > 0) {
        judgeIn(left);
      } else {
        settle('hung');
        probe.destroy();
      }
    };
    // An answer may have come while this process itself was held up; it is read before what is set to be immediate.
    const judgeIn = (/** @type {number} */ ms) => void (limit = setTimeout(() => setImmediate(judge), ms).unref());
    judgeIn(LIMIT_MS);
    probe
      .on('response', (response) => {
        response.resume().on('error', () => {});
        settle(response.headers.connection === 'close' ? 'leaving' : 'up');
      })
      .on('error', () => settle('refusing'))
      .end();
  }
}
