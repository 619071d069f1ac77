import { availableParallelism } from 'node:os';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { refusals } from '../http/refusals.js';

/** Half of the cores, and two of Node's four threads at most: session checks and names of hosts need the rest. */
const AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
/** Hashing takes a tenth of a second, and nobody is to wait longer than about one. */
const MOST_WAITING = 12 * AT_ONCE;

/** Lets only so many works run at once, and so many wait for their turn; whoever comes beyond that is refused. */
export class WaitingLine {
  #running = 0;
  #admitted = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** @throws {Refusal} 503 when there is no room for another one */
  assertRoom(): void {
    const most = this.atOnce + this.mostWaiting;
    if (this.#admitted >= most || this.#running + this.#waiting.length >= most) throw refusals.tooBusy();
  }

  /**
   * Keeps a place for what comes to such a work in the end: what is done before that, for whoever finds no place then, would
   * be the most of all in a flood.
   * @throws {Refusal} 503 when there is none, before anything is done
   */
  async admit<T>(errand: () => Promise<T>): Promise<T> {
    this.assertRoom();
    this.#admitted += 1;
    try {
      return await errand();
    } finally {
      this.#admitted -= 1;
    }
  }

  /** @throws {Refusal} 503 when the line is full, and what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce && this.#waiting.length >= this.mostWaiting) throw refusals.tooBusy();
    // Whoever ends hands the place on, so that nobody who just came takes it.
    if (this.#running < this.atOnce) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** All hashing of this process goes through here: it is what costs most by far, and anybody can ask for it. */
export const hashingLine = new WaitingLine(AT_ONCE, MOST_WAITING);

/** scrypt (N = 2^14, r = 16, p = 1) with a salt of its own, on a thread of its own. @throws {Refusal} 503 */
export function hashInTurn(password: string): Promise<string> {
  return hashingLine.run(() => hashPassword(password));
}

/** @throws {Refusal} 503 */
export function verifyInTurn(given: { hash: string; password: string }): Promise<boolean> {
  return hashingLine.run(() => verifyPassword(given));
}
