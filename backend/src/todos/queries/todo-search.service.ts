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

  private async find(userId: string, q: string, limit: number): Promise<Todo[]> {
    const { todos, isExact, unindexed } = await this.todos.find(userId, q, limit);
    if (unindexed > this.limits.unindexed / 2) this.index(userId);
    return isExact ? todos : this.todos.findByReadingAll(userId, q, limit);
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
