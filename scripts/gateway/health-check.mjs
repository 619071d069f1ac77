import * as http from 'node:http';
import * as https from 'node:https';

const EVERY_MS = 400;
const LIMIT_MS = 1_200;
/** After that long without a part of an answer it is not busy any more: longer than any work holds a server up, shorter than people wait. */
const SILENCE_MS = 5_000;

/** Asks a server again and again whether it lives. What it answers, or that it refuses the connection, does not matter. */
export class HealthCheck {
  /** @type {import('node:http').ClientRequest | undefined} */
  #request;
  /** When the first of the probes was sent that it has not answered since. @type {number | undefined} */
  #unansweredSince;

  /**
   * @param {string} url
   * @param {object} options
   * @param {() => number} options.lastAnswerAt when it last sent anybody the head or a part of an answer, in the time of `performance.now()`
   * @param {(hangs: boolean) => void} options.onChecked
   * @param {() => void} options.onSilence it has been hung for so long that nothing more is to be expected
   */
  constructor(url, { lastAnswerAt, onChecked, onSilence }) {
    const { Agent, request } = url.startsWith('https:') ? https : http;
    this.lastAnswerAt = lastAnswerAt;
    this.onChecked = onChecked;
    this.onSilence = onSilence;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.send = () => request(new URL('/health/live', url), { agent: this.agent });
    this.timer = setInterval(() => this.#look(), EVERY_MS).unref();
  }

  stop() {
    clearInterval(this.timer);
    this.#request?.destroy();
    this.agent.destroy();
  }

  #look() {
    if (!this.#request) this.#probe();
    // What came while this process itself was held up is read before what is set to be immediate.
    setImmediate(() => {
      if (this.#unansweredSince === undefined) return;
      const silentSince = Math.max(this.#unansweredSince, this.lastAnswerAt());
      if (performance.now() - silentSince >= SILENCE_MS) this.onSilence();
    });
  }

  #probe() {
    const probe = (this.#request = this.send());
    const sentAt = performance.now();
    this.#unansweredSince ??= sentAt;
    /** @type {NodeJS.Timeout} */
    let limit;
    /** @param {boolean} hangs */
    const settle = (hangs) => {
      clearTimeout(limit);
      if (this.#request !== probe) return;
      this.#request = undefined;
      if (!hangs) this.#unansweredSince = undefined;
      this.onChecked(hangs);
    };
    const judge = () => {
      // One that is only busy with others sends them something meanwhile.
      const left = Math.max(sentAt, this.lastAnswerAt()) + LIMIT_MS - performance.now();
      if (this.#request !== probe) return;
      if (left > 0) {
        judgeIn(left);
      } else {
        settle(true);
        probe.destroy();
      }
    };
    // An answer may have come while this process itself was held up; it is read before what is set to be immediate.
    const judgeIn = (/** @type {number} */ ms) => void (limit = setTimeout(() => setImmediate(judge), ms).unref());
    judgeIn(LIMIT_MS);
    probe
      .on('response', (response) => {
        response.resume().on('error', () => {});
        settle(false);
      })
      .on('error', () => settle(false))
      .end();
  }
}
