import { randomInt, randomUUID } from 'node:crypto';

/**
 * What became of a request: `status` is 0 when no whole answer came.
 * @typedef {{ status: number, body: any, headers: Headers, ms: number }} Answer
 */

/** How long anybody waits for an answer before counting it as none, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Somebody with an account, signed in, who uses the API as the app does. */
export class Person {
  cookie = '';
  id = '';

  /** @param {string} url the gateway */
  constructor(url) {
    this.url = url;
    this.email = `${randomUUID()}@example.com`;
    this.password = 'correct horse battery';
    /** An address of one's own, so that nobody uses up another's rate limit. */
    this.address = `198.18.${randomInt(256)}.${1 + randomInt(254)}`;
  }

  /**
   * Tried again, as somebody else, when the machine is too busy to answer in time.
   * @param {string} url
   * @returns {Promise<Person>}
   */
  static async signedUp(url, tries = 5) {
    const person = new Person(url);
    const { status, body, headers } = await person.ask('POST', '/api/auth/sign-up/email', {
      name: 'Ada',
      email: person.email,
      password: person.password,
    });
    if (status === 503 && tries > 1) return Person.signedUp(url, tries - 1);
    if (status !== 200) throw new Error(`sign-up answered ${status}`);
    person.id = body.user.id;
    person.cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return person;
  }

  get todos() {
    return `/api/users/${this.id}/todos`;
  }

  list = () => this.ask('GET', this.todos);
  create = (id = newId()) => this.ask('POST', this.todos, { id, title: `Todo ${id}` });
  me = () => this.ask('GET', '/api/me');
  session = () => this.ask('GET', '/api/auth/get-session');
  signIn = () => this.ask('POST', '/api/auth/sign-in/email', { email: this.email, password: this.password });

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {Record<string, string>} [more] further headers
   * @param {string} [url] of the server, the gateway by default
   * @returns {Promise<Answer>}
   */
  async ask(method, path, body, more = {}, url = this.url) {
    const began = performance.now();
    const ms = () => performance.now() - began;
    try {
      const response = await fetch(url + path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          cookie: this.cookie,
          origin: this.url,
          'x-forwarded-for': this.address,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...more,
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text ? JSON.parse(text) : undefined,
        headers: response.headers,
        ms: ms(),
      };
    } catch (error) {
      return { status: 0, body: error, headers: new Headers(), ms: ms() };
    }
  }
}

/** A UUID of version 7, as the app makes them: it begins with the time. */
export function newId() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
