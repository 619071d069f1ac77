import type { APIRequestContext, APIResponse } from '@playwright/test';

export interface StoredTodo {
  id: string;
  title: string;
  notes: string;
  completedAt: string | null;
  priority: number;
  start: string | null;
  due: string | null;
  deadline: string | null;
  recurrence: { rule: string; anchor: string; from: 'due' | 'completion' } | null;
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  labelIds: string[];
  version: number;
}

/** A project, section or label, as far as tests need it. */
interface StoredList {
  id: string;
  name: string;
  version: number;
}

type Fields = Partial<Omit<StoredTodo, 'id' | 'completedAt' | 'version'>>;

/** What belongs to one person as the backend has it: for what a test begins with, and for what it must find in the end. */
export class TodosApi {
  readonly #home: string;

  constructor(
    private readonly request: APIRequestContext,
    private readonly origin: string,
    userId: string,
  ) {
    this.#home = `${origin}/api/users/${userId}`;
  }

  /** Adds todos to the Inbox, the first one first: the last one is on top. */
  async add(...titles: string[]): Promise<StoredTodo[]> {
    const added = [];
    for (const title of titles) added.push(await this.create({ title }));
    return added;
  }

  /** Adds one with more than a title, on top of its list. */
  create(fields: Fields & { title: string }): Promise<StoredTodo> {
    return this.#post('/todos', fields);
  }

  change(todo: StoredTodo, patch: Partial<Pick<StoredTodo, 'title' | 'notes' | 'priority' | 'due'>> & Completion) {
    return this.#json<StoredTodo>(this.request.patch(`${this.#home}/todos/${todo.id}`, this.#body(patch)));
  }

  /** Moves it to Trash. */
  async remove({ id }: StoredTodo): Promise<void> {
    const response = await this.request.delete(`${this.#home}/todos/${id}`, this.#body());
    if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
  }

  addProject(fields: { name: string; colour?: string; layout?: 'list' | 'board'; parentId?: string }) {
    return this.#post<StoredList>('/projects', fields);
  }

  addSection(fields: { name: string; projectId: string }) {
    return this.#post<StoredList>('/sections', fields);
  }

  addLabel(fields: { name: string; colour?: string }) {
    return this.#post<StoredList>('/labels', fields);
  }

  /** All of them, newest first. */
  async all(): Promise<StoredTodo[]> {
    return (await this.#page('/todos?limit=200')).items;
  }

  async completed(): Promise<StoredTodo[]> {
    return (await this.#page('/todos?status=completed')).items;
  }

  /** The open ones of the Inbox, or of another project, in their order. */
  async inOrder(projectId = 'inbox'): Promise<StoredTodo[]> {
    return (await this.#page(`/projects/${projectId}/todos?limit=200`)).items;
  }

  async titles(): Promise<string[]> {
    return (await this.all()).map(({ title }) => title);
  }

  #page(path: string) {
    return this.#json<{ items: StoredTodo[] }>(this.request.get(this.#home + path));
  }

  #post<Stored = StoredTodo>(path: string, fields: object): Promise<Stored> {
    return this.#json<Stored>(this.request.post(this.#home + path, this.#body(fields)));
  }

  #body(data?: object) {
    return { headers: { Origin: this.origin }, ...(data && { data }) };
  }

  async #json<Answer>(answer: Promise<APIResponse>): Promise<Answer> {
    const response = await answer;
    if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`);
    return response.json();
  }
}

interface Completion {
  completed?: boolean;
}
