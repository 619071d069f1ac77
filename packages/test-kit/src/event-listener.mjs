import { Agent, request } from 'node:http';

/**
 * @typedef {object} ServerEvent one event, as `EventSource` would give it out
 * @property {string} event
 * @property {string} data
 * @property {string} [id]
 */

/** Reads a stream of Server-Sent Events, over a connection of its own, as `EventSource` does but for connecting again. */
export class EventListener {
  /** @type {ServerEvent[]} */
  events = [];
  /** How many comments came. */
  comments = 0;
  /** What the stream was in full. */
  text = '';
  /** @type {number[]} what the server said about when to connect again */
  retries = [];
  isOver = false;
  status = 0;
  /** @type {import('node:http').IncomingHttpHeaders} */
  headers = {};
  #rest = '';
  /** @type {(() => void)[]} */
  #waiting = [];
  #agent = new Agent();

  /**
   * Resolves once the response has begun, whatever its status.
   * @param {string} url
   * @param {Record<string, string>} headers
   * @returns {Promise<EventListener>}
   */
  static open(url, headers) {
    return new Promise((resolve, reject) => {
      const listener = new EventListener();
      request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: listener.#agent }, (response) => {
        listener.#receive(response);
        resolve(listener);
      })
        .once('error', reject)
        .end();
    });
  }

  /** The revisions that it was told. */
  get revisions() {
    return this.#dataOf('revision');
  }

  /** The last of them. */
  get last() {
    return this.revisions.at(-1);
  }

  /** What changed, as far as it was told. */
  get changes() {
    return this.#dataOf('changes').map((data) => JSON.parse(data));
  }

  /**
   * Resolves once it holds, which is asked again whenever something comes.
   * @param {(listener: EventListener) => boolean} holds
   * @throws {Error} when the stream ends first
   */
  async until(holds) {
    while (!holds(this)) {
      if (this.isOver) throw new Error(`The stream ended with ${JSON.stringify(this.text)}`);
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
  }

  /** Resolves once the other side has ended it. */
  async ended() {
    while (!this.isOver) await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
  }

  /** Goes away without a word. */
  close() {
    this.#agent.destroy();
  }

  /** @param {string} name */
  #dataOf(name) {
    return this.events.flatMap(({ event, data }) => (event === name ? [data] : []));
  }

  /** @param {import('node:http').IncomingMessage} response */
  #receive(response) {
    this.status = Number(response.statusCode);
    this.headers = response.headers;
    response
      .setEncoding('utf8')
      .on('data', (text) => this.#take(text))
      .on('error', () => {})
      .once('close', () => {
        this.isOver = true;
        this.#agent.destroy();
        this.#notify();
      });
  }

  /** @param {string} text */
  #take(text) {
    this.text += text;
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = /** @type {string} */ (blocks.pop());
    for (const block of blocks) this.#read(block.split('\n'));
    this.#notify();
  }

  /** @param {string[]} lines of one block */
  #read(lines) {
    /** @type {Partial<Record<string, string>>} */
    const fields = {};
    for (const line of lines) {
      const [, name, value = ''] = /** @type {string[]} */ (/^([^:]*):? ?(.*)$/.exec(line));
      if (name === '') this.comments += line ? 1 : 0;
      else if (name === 'retry') this.retries.push(Number(value));
      else if (name) fields[name] = value;
    }
    const { event = 'message', data, id } = fields;
    if (data !== undefined) this.events.push({ event, data, id });
  }

  #notify() {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
