/** For an answer of another tab. Milliseconds. */
const ANSWER_MS = 300;

/**
 * The pages of a browser that send their changes themselves. Each holds a Web Lock; where there are none, as over http on a local
 * network, each answers when it is asked.
 */
export class Senders {
  /** The name of this page. `crypto.randomUUID` is not there over http. */
  readonly own = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
  readonly #prefix: string;

  /** @param database whose changes they send */
  constructor(database: string) {
    this.#prefix = `${database} sender `;
  }

  /** @returns when the others can know of this page, which is for as long as it is there */
  join(): Promise<void> {
    const { locks } = globalThis.navigator;
    if (!locks) {
      this.#answer();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const hold = () => {
        resolve();
        return new Promise<never>(() => {});
      };
      locks.request(this.#prefix + this.own, hold).catch(() => resolve());
    });
  }

  /** @returns the names of the pages that are there */
  async alive(): Promise<Set<string>> {
    const { locks } = globalThis.navigator;
    if (!locks) return this.#ask();
    const { held = [] } = await locks.query();
    return new Set(held.map(({ name = '' }) => name.slice(this.#prefix.length)));
  }

  /* oxlint-disable unicorn/require-post-message-target-origin -- a channel is of one origin and takes none */
  #answer(): void {
    const channel = new BroadcastChannel(this.#prefix);
    channel.addEventListener('message', ({ data }) => data === '' && channel.postMessage(this.own));
  }

  #ask(): Promise<Set<string>> {
    const channel = new BroadcastChannel(this.#prefix);
    const alive = new Set([this.own]);
    channel.addEventListener('message', ({ data }) => void (typeof data === 'string' && alive.add(data)));
    channel.postMessage('');
    return new Promise((resolve) =>
      setTimeout(() => {
        channel.close();
        resolve(alive);
      }, ANSWER_MS),
    );
  }
  /* oxlint-enable unicorn/require-post-message-target-origin */
}
