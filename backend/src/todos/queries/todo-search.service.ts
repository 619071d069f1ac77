import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { LOGGER } from '../../config/environment.js';
import { toTodoResponse, type Todo } from '../todo.js';
import { SearchLimits, TodoSearchRepository } from './todo-search.repository.js';

/** Finds todos by their words, and indexes those of people who search. */
@Injectable()
export class TodoSearchService implements OnModuleDestroy {
  /** Until the todos of an owner are indexed. */
  private indexing: Promise<void> | undefined;
  private isClosing = false;

  constructor(
    private readonly todos: TodoSearchRepository,
    private readonly limits: SearchLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    await this.indexed();
  }

  /**
   * Those that have every word in their title or notes: open ones, then those that begin with all of it, then the newest.
   * @param q a tidy line
   */
  async search({ userId }: AuthenticatedUser, { q, limit }: { q: string; limit: number }) {
    return { items: (await this.find(userId, q, limit)).map(toTodoResponse) };
  }

  /** Resolves once what a search has begun to index is indexed. */
  async indexed(): Promise<void> {
    await this.indexing;
  }

  /** What few todos may be is looked at. What many are is among the newest, as a rule. */
  private async find(userId: string, q: string, limit: number): Promise<Todo[]> {
    const { candidates } = this.limits;
    const few = await this.todos.findFew(userId, q, limit);
    if (few.unindexed > candidates / 2) this.index(userId);
    if (few.isExact) return few.todos;
    if (few.unindexed <= candidates) {
      const open = await this.todos.findRecent(userId, q, 'open', limit);
      const wanted = limit - open.todos.length;
      if (open.isExact && wanted === 0) return open.todos;
      const completed = open.isExact && (await this.todos.findRecent(userId, q, 'completed', wanted));
      if (completed && completed.isExact) return withoutTwice([...open.todos, ...completed.todos]);
    }
    return this.todos.findByReadingAll(userId, q, limit);
  }

  private index(userId: string): void {
    // One owner at a time, so that others find a connection. A later search begins with the next one.
    if (this.indexing || this.isClosing) return;
    this.indexing = this.indexAll(userId)
      .catch((err: unknown) => this.logger.warn({ err }, 'Todos could not be indexed; the next search tries again'))
      .finally(() => (this.indexing = undefined));
  }

  private async indexAll(userId: string): Promise<void> {
    while (!this.isClosing && (await this.todos.indexSome(userId)) > 0);
  }
}

/** One that is completed between two statements is found by both. */
function withoutTwice(todos: Todo[]): Todo[] {
  return [...new Map(todos.map((todo) => [todo.id, todo])).values()];
}
