import type { APIRequestContext } from '@playwright/test';
import type { StoredTodo } from './todos-api.js';

export interface StoredProject {
  id: string;
  name: string;
  layout: 'list' | 'board';
  parentId: string | null;
  archived: boolean;
  favourite: boolean;
}

export interface StoredThing {
  id: string;
  name: string;
}

type NewTodo = Partial<Omit<StoredTodo, 'id' | 'version' | 'completedAt'>> & { title: string };

/** One person's projects, sections, labels and todos as the backend has them: what a test begins with, and must find in the end. */
export class OrganiseApi {
  readonly #home: string;

  constructor(
    private readonly request: APIRequestContext,
    private readonly origin: string,
    userId: string,
  ) {
    this.#home = `${origin}/api/users/${userId}`;
  }

  project(name: string, more: Partial<StoredProject> = {}): Promise<StoredProject> {
    return this.#send('POST', '/projects', { name, ...more });
  }

  section(project: StoredProject, name: string): Promise<StoredThing> {
    return this.#send('POST', '/sections', { projectId: project.id, name });
  }

  label(name: string): Promise<StoredThing> {
    return this.#send('POST', '/labels', { name });
  }

  todo(todo: NewTodo): Promise<StoredTodo> {
    return this.#send('POST', '/todos', todo);
  }

  /** Adds todos that stand in the order of the titles, all in one place. */
  async todos(titles: readonly string[], place: Partial<NewTodo> = {}): Promise<StoredTodo[]> {
    const added = [];
    for (const title of titles.toReversed()) added.unshift(await this.todo({ ...place, title }));
    return added;
  }

  change({ id }: StoredTodo, patch: object): Promise<StoredTodo> {
    return this.#send('PATCH', `/todos/${id}`, patch);
  }

  changeProject({ id }: StoredProject, patch: object): Promise<StoredProject> {
    return this.#send('PATCH', `/projects/${id}`, patch);
  }

  move({ id }: StoredTodo, place: object): Promise<StoredTodo> {
    return this.#send('POST', `/todos/${id}/move`, place);
  }

  async get({ id }: { id: string }): Promise<StoredTodo> {
    return (await this.#send('GET', `/todos/${id}`)).todo;
  }

  /** Open todos of a project in their order, each parent before its subtasks. */
  async in(projectId: string): Promise<StoredTodo[]> {
    return (await this.#send('GET', `/projects/${projectId}/todos?limit=200`)).items;
  }

  async titles(projectId = 'inbox'): Promise<string[]> {
    return (await this.in(projectId)).map(({ title }) => title);
  }

  outline(): Promise<{ projects: StoredProject[]; sections: StoredThing[]; labels: StoredThing[] }> {
    return this.#send('GET', '/outline');
  }

  /** What was changed, the last first. */
  async changes(): Promise<{ id: string; undone: boolean; cause: string }[]> {
    return (await this.#send('GET', '/changes')).items;
  }

  async #send(method: string, path: string, data?: object) {
    const response = await this.request.fetch(this.#home + path, { method, headers: { Origin: this.origin }, data });
    if (!response.ok()) throw new Error(`${method} ${path} answered ${response.status()}: ${await response.text()}`);
    return response.json();
  }
}
