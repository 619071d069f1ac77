import type { components } from '@latch/contracts/latch';
import { HttpResponse, type JsonBodyType } from 'msw';
import { FakeOutline } from './fake-outline';
import { type Refusal, Refused } from './fake-refusal';
import { FakeStore, type Todo } from './fake-store';
import { FakeTodos } from './fake-todos';
import { anInbox } from './outline-builder';

type Schemas = components['schemas'];
export type { Refusal } from './fake-refusal';

export const USER_ID = 'kPq7ZrX2bN5mVt9wYc3dLf8hJs6gRa1e';

const refusals = {
  signedOut: { status: 401, body: error('INVALID_SESSION', 'You are signed out. Sign in to go on.') },
  outage: { status: 503, body: error('STORE_UNAVAILABLE', 'The database does not answer. Try again in a moment.') },
  broken: { status: 500, body: error('INTERNAL_ERROR', 'Something went wrong on our side.') },
  notFound: { status: 404, body: error('TODO_NOT_FOUND', 'This todo does not exist.') },
  taken: { status: 409, body: error('ID_TAKEN', 'Something else has this id already.') },
} as const satisfies Record<string, Refusal>;

const FILLS_THE_REPLICA = /^GET \/(sync|events|outline|(projects|labels)\/[^/]+\/todos)$/;

function error(error_code: string, message: string): Schemas['Error'] {
  return { error_code, message, detail: null };
}

/** A backend in memory with one person's things, which can also be down, slow or signed out. */
export class FakeLatch {
  static readonly refusals = refusals;
  readonly store = new FakeStore();
  readonly outline = new FakeOutline(this.store);
  readonly lists = new FakeTodos(this.store);
  /** Every request as `METHOD /path-below-the-user body`, in the order they came, but for those that fill the replica. */
  readonly log: string[] = [];
  /** By what names its changes were sent: `METHOD /path change key`. */
  readonly names: string[] = [];
  /** What was carried out under a key, with its answer. */
  private readonly answered = new Map<string, JsonBodyType | undefined>();
  private isNextLost = false;
  private mood: Refusal | 'unreachable' | null = null;
  private nextRefusals: (Refusal | null)[] = [];
  private gate: Promise<void> | null = null;

  constructor(todos: Todo[] = []) {
    const inbox = anInbox();
    this.store.projects.set(inbox.id, inbox);
    for (const todo of todos) this.store.todos.set(todo.id, todo);
  }

  get todos(): Map<string, Todo> {
    return this.store.todos;
  }

  /** Puts projects, sections, labels and filters into it. */
  with(...things: (Schemas['Project'] | Schemas['Section'] | Schemas['Label'] | Schemas['SavedFilter'])[]): this {
    for (const thing of things) {
      if ('inbox' in thing) this.store.projects.set(thing.id, thing);
      else if ('projectId' in thing) this.store.sections.set(thing.id, thing);
      else if ('query' in thing) this.store.filters.set(thing.id, thing);
      else this.store.labels.set(thing.id, thing);
    }
    return this;
  }

  /** Answers everything alike from now on, or as usual again with null. */
  be(mood: Refusal | 'unreachable' | null): void {
    this.mood = mood;
  }

  /** Refuses the next change once. @param behind how many are let through before it */
  refuseNext(refusal: Refusal, behind = 0): void {
    this.nextRefusals.push(...Array.from({ length: behind }, () => null), refusal);
  }

  /** Carries the next change out, and nobody hears the answer. */
  loseNext(): void {
    this.isNextLost = true;
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
  changeElsewhere(id: string, change: Schemas['UpdateTodo']): void {
    this.store.record(crypto.randomUUID(), () => this.lists.update(id, change));
  }

  /** Somebody else's deletion, from another device. */
  deleteElsewhere(id: string): void {
    this.store.record(crypto.randomUUID(), () => this.lists.remove([id]));
  }

  async answer(request: Request, work: (body: never) => JsonBodyType | undefined, status?: number): Promise<Response> {
    const path = new URL(request.url).pathname.split(`/users/${USER_ID}`)[1] ?? '/';
    const body = await request.clone().text();
    if (!FILLS_THE_REPLICA.test(`${request.method} ${path}`))
      this.log.push([request.method, path, body].filter(Boolean).join(' '));
    await this.gate;
    if (this.mood === 'unreachable') return HttpResponse.error();
    if (this.mood) return refuse(this.mood);
    if (request.method === 'GET') return this.worked(() => work({} as never), request, false, status);
    const [changeId, key] = ['Change-Id', 'Idempotency-Key'].map((header) => request.headers.get(header));
    this.names.push([request.method, path, changeId, key].join(' '));
    const refusal = this.nextRefusals.shift();
    if (refusal) return refuse(refusal);
    const name = key ? `${changeId} ${key}` : crypto.randomUUID();
    const once = () => this.once(name, path, () => work((body ? JSON.parse(body) : {}) as never));
    const response = this.worked(once, request, true, status);
    if (!this.isNextLost) return response;
    this.isNextLost = false;
    return HttpResponse.error();
  }

  /** Does the work unless it was done under that name before: then the answer is what a todo of the path is by now. */
  private once(name: string, path: string, work: () => JsonBodyType | undefined): JsonBodyType | undefined {
    if (this.answered.has(name)) return this.todos.get(path.split('/')[2] ?? '') ?? this.answered.get(name);
    const answer = work();
    this.answered.set(name, answer);
    return answer;
  }

  private worked(
    work: () => JsonBodyType | undefined,
    request: Request,
    isChange: boolean,
    status: number | undefined,
  ): Response {
    const changeId = request.headers.get('Change-Id') ?? crypto.randomUUID();
    const isUndo = /\/(undo|redo)$/.test(new URL(request.url).pathname);
    try {
      const answer = isChange && !isUndo ? this.store.record(changeId, work) : work();
      if (answer === undefined) return new HttpResponse(null, { status: 204 });
      return HttpResponse.json(answer, { status: status ?? 200, headers: { 'Change-Id': changeId } });
    } catch (thrown) {
      if (thrown instanceof Refused) return refuse(thrown.refusal);
      throw thrown;
    }
  }
}

function refuse({ status, body, retryAfter }: Refusal): Response {
  return HttpResponse.json(body, { status, headers: retryAfter ? { 'Retry-After': String(retryAfter) } : {} });
}
