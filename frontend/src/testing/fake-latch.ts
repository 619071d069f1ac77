import type { components } from '@latch/contracts/latch';
import { HttpResponse, type JsonBodyType } from 'msw';

type Schemas = components['schemas'];
type Todo = Schemas['Todo'];
export type Refusal = { status: number; body: Schemas['Error'] | Schemas['ValidationError']; retryAfter?: number };

export const USER_ID = 'kPq7ZrX2bN5mVt9wYc3dLf8hJs6gRa1e';

const refusals = {
  signedOut: { status: 401, body: error('INVALID_SESSION', 'You are signed out. Sign in to go on.') },
  outage: { status: 503, body: error('STORE_UNAVAILABLE', 'The database does not answer. Try again in a moment.') },
  broken: { status: 500, body: error('INTERNAL_ERROR', 'Something went wrong on our side.') },
  notFound: { status: 404, body: error('TODO_NOT_FOUND', 'This todo does not exist.') },
  taken: { status: 409, body: error('TODO_ID_TAKEN', 'Another todo has this id already.') },
  changed: { status: 412, body: error('TODO_CHANGED', 'This todo was changed somewhere else in the meantime.') },
} as const satisfies Record<string, Refusal>;

function error(error_code: string, message: string): Schemas['Error'] {
  return { error_code, message, detail: null };
}

/** A backend in memory with one person's todos, which can also be down, slow or signed out. */
export class FakeLatch {
  static readonly refusals = refusals;
  readonly todos = new Map<string, Todo>();
  /** Every request as `METHOD /path-below-todos body`, in the order they came. */
  readonly log: string[] = [];
  private readonly deleted = new Map<string, { todo: Todo; at: string }>();
  private mood: Refusal | 'unreachable' | null = null;
  private nextRefusals: Refusal[] = [];
  private gate: Promise<void> | null = null;
  private clock = Date.UTC(2026, 10, 21, 12);

  constructor(todos: Todo[] = []) {
    for (const todo of todos) this.todos.set(todo.id, todo);
  }

  /** Answers everything alike from now on, or as usual again with null. */
  be(mood: Refusal | 'unreachable' | null): void {
    this.mood = mood;
  }

  /** Refuses the next change once. */
  refuseNext(refusal: Refusal): void {
    this.nextRefusals.push(refusal);
  }

  /** Holds every answer back. @returns how to let them go */
  hold(): () => void {
    let release = (): void => {};
    this.gate = new Promise((resolve) => (release = resolve));
    return () => {
      this.gate = null;
      release();
    };
  }

  /** Somebody else's change, from another device. */
  changeElsewhere(id: string, change: Partial<Todo>): void {
    const todo = this.todos.get(id);
    if (todo) this.todos.set(id, { ...todo, ...change, version: todo.version + 1 });
  }

  async answer(request: Request, work: () => Promise<Response> | Response): Promise<Response> {
    const path = new URL(request.url).pathname.split('/todos')[1] ?? '';
    const body = await request.clone().text();
    this.log.push([request.method, path || '/', body].filter(Boolean).join(' '));
    await this.gate;
    if (this.mood === 'unreachable') return HttpResponse.error();
    if (this.mood) return refuse(this.mood);
    const refusal = request.method === 'GET' ? undefined : this.nextRefusals.shift();
    return refusal ? refuse(refusal) : work();
  }

  list(url: URL): Response {
    const status = url.searchParams.get('status') ?? 'all';
    const oldest = url.searchParams.get('order') === 'oldest';
    const limit = Number(url.searchParams.get('limit') ?? 50);
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const wanted = [...this.todos.values()]
      .filter((todo) => status === 'all' || (status === 'completed') === (todo.completedAt !== null))
      .sort((a, b) => (oldest ? 1 : -1) * `${a.createdAt}${a.id}`.localeCompare(`${b.createdAt}${b.id}`));
    const nextCursor = from + limit < wanted.length ? String(from + limit) : null;
    return ok({ items: wanted.slice(from, from + limit), nextCursor } satisfies Schemas['TodoPage']);
  }

  counts(): Response {
    const completed = [...this.todos.values()].filter((todo) => todo.completedAt !== null).length;
    return ok({ open: this.todos.size - completed, completed } satisfies Schemas['TodoCounts']);
  }

  create({ id = crypto.randomUUID(), title, notes = '' }: Schemas['CreateTodo']): Response {
    const existing = this.todos.get(id);
    if (existing && (existing.title !== title || existing.notes !== notes)) return refuse(refusals.taken);
    const now = this.now();
    const todo = existing ?? { id, title, notes, completedAt: null, version: 1, createdAt: now, updatedAt: now };
    this.todos.set(id, todo);
    return ok(todo, 201);
  }

  read(id: string): Response {
    const todo = this.todos.get(id);
    return todo ? ok(todo) : refuse(refusals.notFound);
  }

  update(id: string, { completed, ...fields }: Schemas['UpdateTodo'], ifMatch: string | null): Response {
    const todo = this.todos.get(id);
    if (!todo) return refuse(refusals.notFound);
    if (ifMatch !== null && ifMatch !== `"${todo.version}"`) return refuse(refusals.changed);
    const completedAt =
      completed === undefined ? todo.completedAt : completed ? (todo.completedAt ?? this.now()) : null;
    const changed = { ...todo, ...fields, completedAt, version: todo.version + 1, updatedAt: this.now() };
    this.todos.set(id, changed);
    return ok(changed);
  }

  delete(id: string): Response {
    const todo = this.todos.get(id);
    if (!todo) return refuse(refusals.notFound);
    this.trash(todo, this.now());
    return new HttpResponse(null, { status: 204 });
  }

  clear(): Response {
    const deletedAt = this.now();
    const cleared = [...this.todos.values()].filter((todo) => todo.completedAt !== null);
    for (const todo of cleared) this.trash(todo, deletedAt);
    return ok({ count: cleared.length, deletedAt } satisfies Schemas['ClearedTodos']);
  }

  restore(id: string): Response {
    const { todo } = this.deleted.get(id) ?? { todo: this.todos.get(id) };
    if (!todo) return refuse(refusals.notFound);
    this.deleted.delete(id);
    this.todos.set(id, todo);
    return ok(todo);
  }

  restoreBatch({ deletedAt }: Schemas['RestoreCleared']): Response {
    const batch = [...this.deleted.values()].filter(({ at }) => at === deletedAt);
    for (const { todo } of batch) this.restore(todo.id);
    return ok({ count: batch.length });
  }

  private trash(todo: Todo, at: string): void {
    this.todos.delete(todo.id);
    this.deleted.set(todo.id, { todo: { ...todo, version: todo.version + 1 }, at });
  }

  private now(): string {
    this.clock += 1000;
    return new Date(this.clock).toISOString();
  }
}

function ok(body: JsonBodyType, status = 200): Response {
  return HttpResponse.json(body, { status });
}

function refuse({ status, body, retryAfter }: Refusal): Response {
  return HttpResponse.json(body, { status, headers: retryAfter ? { 'Retry-After': String(retryAfter) } : {} });
}
