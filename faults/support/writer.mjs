import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { newId } from './person.mjs';

/** @typedef {import('./person.mjs').Person} Person */
/** @typedef {import('./person.mjs').Answer} Answer */
/** @typedef {{ title: string, completed: boolean, version: number }} State */

const RETRY_MS = 50;
/** Longer than any part is away when it is killed. */
const PATIENCE_MS = 60_000;

/** Writes one todo after the other as the app's outbox does: what was not answered is sent again under the same id. */
export class Writer {
  /** What was acknowledged last, by id. @type {Map<string, State>} */
  acknowledged = new Map();
  writes = 0;
  repeats = 0;

  /** @param {Person} person whose todos nobody else writes */
  constructor(person) {
    this.person = person;
  }

  /** @param {AbortSignal} until */
  async write(until) {
    while (!until.aborted) {
      const ids = [...this.acknowledged.keys()];
      // Two changes for each todo made, of those made lately.
      if (this.writes % 3 === 0) await this.#create();
      else await this.#change(/** @type {string} */ (ids.at(-1 - (this.writes % Math.min(10, ids.length)))));
      this.writes += 1;
    }
  }

  async #create() {
    const id = newId();
    const title = `Written ${this.writes}`;
    const { body } = await this.#untilAnswered(201, 'POST', this.person.todos, { id, title });
    assert.deepEqual([body.id, body.title], [id, title]);
    this.acknowledged.set(id, { title, completed: false, version: body.version });
  }

  /** @param {string} id */
  async #change(id) {
    const known = /** @type {State} */ (this.acknowledged.get(id));
    const wanted = { title: `Changed ${this.writes}`, completed: !known.completed };
    const path = `${this.person.todos}/${id}`;
    // Sent again after its answer got lost, it finds what it wants already, and changes nothing.
    const { body } = await this.#untilAnswered(200, 'PATCH', path, { ...wanted, version: known.version });
    this.acknowledged.set(id, { ...wanted, version: known.version + 1 });
    assert.deepEqual(stateOf(body), this.acknowledged.get(id));
  }

  /**
   * @param {number} expected
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #untilAnswered(expected, method, path, body) {
    const began = performance.now();
    for (;;) {
      const answer = await this.person.ask(method, path, body);
      if (answer.status === expected) return answer;
      assert.ok([0, 503].includes(answer.status), `${method} ${answer.status} ${JSON.stringify(answer.body)}`);
      assert.ok(performance.now() - began < PATIENCE_MS, `${method} ${path} was not answered for a minute`);
      this.repeats += 1;
      await wait(RETRY_MS);
    }
  }

  /** Expects each todo to be there once, as it was acknowledged last, and nothing else. */
  async assertAllIsThere() {
    const found = await this.#everything();
    assert.equal(found.length, this.acknowledged.size);
    assert.deepEqual(new Map(found.map((todo) => [todo.id, stateOf(todo)])), this.acknowledged);
  }

  /** @returns {Promise<any[]>} newest last */
  async #everything() {
    const todos = [];
    let next = '';
    do {
      const { body } = await this.#untilAnswered(
        200,
        'GET',
        `${this.person.todos}?status=all&order=oldest&limit=100${next}`,
      );
      todos.push(...body.items);
      next = body.nextCursor && `&cursor=${encodeURIComponent(body.nextCursor)}`;
    } while (next);
    return todos;
  }
}

/** @param {{ title: string, completedAt: string | null, version: number }} todo @returns {State} */
function stateOf({ title, completedAt, version }) {
  return { title, completed: completedAt !== null, version };
}
