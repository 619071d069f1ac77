import type { APIRequestContext, APIResponse } from '@playwright/test';

export interface StoredTodo {
  id: string;
  title: string;
  notes: string;
  completedAt: string | null;
  version: number;
}

/** One person's todos as the backend has them: for what a test begins with, and for what it must find in the end. */
export class TodosApi {
  readonly #address: string;

  constructor(
    private readonly request: APIRequestContext,
    private readonly origin: string,
    userId: string,
  ) {
    this.#address = `${origin}/api/users/${userId}/todos`;
  }

  /** Adds todos, the first one first. */
  async add(...titles: string[]): Promise<StoredTodo[]> {
    const added = [];
    for (const title of titles) added.push(await this.#json(this.request.post(this.#address, this.#body({ title }))));
    return added;
  }

  change(todo: StoredTodo, patch: Partial<{ title: string; notes: string; completed: boolean }>): Promise<StoredTodo> {
    return this.#json(this.request.patch(`${this.#address}/${todo.id}`, this.#body(patch)));
  }

  /** All of them, newest first. */
  async all(): Promise<StoredTodo[]> {
    const { items } = await this.#json(this.request.get(`${this.#address}?limit=200`));
    return items;
  }

  async completed(): Promise<StoredTodo[]> {
    const { items } = await this.#json(this.request.get(`${this.#address}?status=completed`));
    return items;
  }

  async titles(): Promise<string[]> {
    return (await this.all()).map(({ title }) => title);
  }

  #body(data: object) {
    return { headers: { Origin: this.origin }, data };
  }

  async #json(answer: Promise<APIResponse>) {
    const response = await answer;
    if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
    return response.json();
  }
}
