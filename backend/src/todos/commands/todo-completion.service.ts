import { Injectable } from '@nestjs/common';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../../history/change.js';
import { type Occurrences, TodoRecurrenceService, isOver } from './todo-recurrence.service.js';
import { TodoTreeRepository } from '../todo-tree.repository.js';
import type { TodoPatches } from '../todo-writer.js';
import type { StoredTodo } from '../todo.js';

/** Below a completed todo nothing is open. */
@Injectable()
export class TodoCompletionService {
  constructor(
    private readonly tree: TodoTreeRepository,
    private readonly recurrence: TodoRecurrenceService,
  ) {}

  /**
   * Completes todos, and all below them; what is so already keeps its time. Those that repeat move on instead, unless that was
   * their last date or they are below one that is completed.
   * @param occurrences of those that repeat, what the client said @param below all that is open below, where it has been read
   */
  async complete(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    occurrences: Occurrences = new Map(),
    below?: StoredTodo[],
  ): Promise<void> {
    const open = todos.filter((todo) => {
      const isDone = todo.recurrence !== null && isOver(todo, occurrences.get(todo.id)?.version);
      return todo.completedAt === null && !isDone;
    });
    const advances = await this.recurrence.lookAhead(change, patches, open, todos, occurrences);
    const moving = new Set(advances.map(({ todo }) => todo));
    const ending = open.filter((todo) => !moving.has(todo));
    for (const todo of ending) patches.set(todo, { completedAt: change.at });
    await this.follow(change, patches, ending, true, below);
    const still = advances.filter(({ todo }) => patches.of(todo.id, 'completedAt') === undefined);
    await this.recurrence.complete(change, patches, still, occurrences);
  }

  /**
   * Reopens todos, and what they are a part of. What led to the present date of a todo that repeats is taken back instead.
   * @param above what of that is completed, where it has been read
   * @returns by the ids of completions that were taken back, what they are one of
   */
  async reopen(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    above?: StoredTodo[],
  ): Promise<Map<string, string>> {
    const back = await this.recurrence.takeBack(change, patches, todos);
    const completed = todos.filter(({ id, completedAt }) => completedAt !== null && !back.has(id));
    for (const todo of completed) patches.set(todo, { completedAt: null });
    await this.follow(change, patches, completed, false, above);
    return back;
  }

  /**
   * Moves todos that repeat on to their next dates without a completion; not those of which the date was over already.
   * @returns why those cannot that have no date after this one
   */
  async skip(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    occurrences: Occurrences,
  ): Promise<Map<string, ValidationFailedError>> {
    const there = todos.filter((todo) => !isOver(todo, occurrences.get(todo.id)?.version));
    const open = there.filter(({ completedAt }) => completedAt === null);
    const advances = await this.recurrence.lookAhead(change, patches, open, [], occurrences);
    for (const advance of advances) this.recurrence.skip(patches, advance);
    const moved = new Set(advances.map(({ todo }) => todo.id));
    const refusal = new ValidationFailedError({ skipped: ['There is no date after this one.'] });
    return new Map(there.filter(({ id }) => !moved.has(id)).map(({ id }) => [id, refusal]));
  }

  /** What has to be completed or reopened because these are; those that have a patch already are left to it. */
  async follow(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    completed: boolean,
    along?: StoredTodo[],
  ): Promise<void> {
    const ids = todos.filter(({ parentId }) => completed || parentId !== null).map(({ id }) => id);
    if (ids.length === 0) return;
    const read = () => (completed ? this.tree.openBelow(change, ids) : this.tree.completedAbove(change, ids));
    const others = along ?? (await read());
    for (const todo of others)
      if (patches.of(todo.id, 'completedAt') === undefined)
        patches.set(todo, { completedAt: completed ? change.at : null });
  }
}
