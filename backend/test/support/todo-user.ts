import { randomUUID } from 'node:crypto';
import type { components } from '@latch/contracts/latch';
import type supertest from 'supertest';
import type { Client } from './client.js';
import { cookieOf } from './session-cookie.js';

export type TodoBody = components['schemas']['Todo'];
type NewTodo = Partial<components['schemas']['CreateTodo']> & { completed?: boolean };

/** Somebody signed in, with a session the fake auth server has been told about. */
export class TodoUser {
  readonly id = `user-${randomUUID()}`;
  readonly session = `session-${randomUUID()}`;
  readonly cookie: string;
  readonly todos = `/api/users/${this.id}/todos`;

  constructor(
    private readonly http: Client,
    sessions: Map<string, string>,
    cookiePrefix = '',
  ) {
    this.cookie = cookiePrefix + cookieOf(this.session);
    sessions.set(this.session, this.id);
  }

  get = (path: string) => this.signed(this.http.get(path));
  post = (path: string, body?: object) => this.signed(this.http.post(path)).send(body);
  patch = (path: string, body?: object) => this.signed(this.http.patch(path)).send(body);
  delete = (path: string) => this.signed(this.http.delete(path));

  /** Creates a todo and gives its body. */
  async has({ completed, title = 'Water the ferns', ...rest }: NewTodo = {}): Promise<TodoBody> {
    const created = await this.post(this.todos, { title, ...rest }).expect(201);
    const body = created.body as TodoBody;
    if (!completed) return body;
    return (await this.patch(`${this.todos}/${body.id}`, { completed }).expect(200)).body as TodoBody;
  }

  private signed(request: supertest.Test): supertest.Test {
    return request.set('cookie', this.cookie);
  }
}
