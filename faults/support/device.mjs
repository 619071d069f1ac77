import assert from 'node:assert/strict';
import { EventListener } from '@latch/test-kit/event-listener';
import { sql } from '@latch/test-kit/databases';

/** A person's device that listens to what others of theirs change. */
export class Device {
  /**
   * @param {import('./person.mjs').Person} person
   * @param {string} todosUrl of the todos' database, by a way that no fault concerns
   * @param {EventListener} listener
   */
  constructor(person, todosUrl, listener) {
    this.person = person;
    this.todosUrl = todosUrl;
    this.listener = listener;
  }

  /**
   * Listens, and was told where the owner is.
   * @param {import('./person.mjs').Person} person
   * @param {string} todosUrl
   * @param {string} server its URL
   */
  static async listening(person, todosUrl, server) {
    const listener = await EventListener.open(`${server}/api/users/${person.id}/events`, { cookie: person.cookie });
    assert.equal(listener.status, 200, listener.text);
    await listener.until(({ events }) => events.length > 0);
    return new Device(person, todosUrl, listener);
  }

  /** A change as another replica makes it, which this one is not told of. */
  async changeElsewhere() {
    await sql(this.todosUrl, 'UPDATE owners SET revision = revision + 1 WHERE user_id = $1', [this.person.id]);
  }

  /** Waits until it was told of all that was changed until now. */
  async untilUpToDate() {
    const [owner] = await sql(this.todosUrl, 'SELECT revision FROM owners WHERE user_id = $1', [this.person.id]);
    await this.listener.until(({ last }) => BigInt(last ?? 0) >= BigInt(owner?.revision ?? 0));
  }

  close() {
    this.listener.close();
  }
}
