import { Injectable } from '@nestjs/common';
import type { Change } from '../../history/change.js';
import { TodoTreeRepository } from '../todo-tree.repository.js';
import type { TodoPatches } from '../todo-writer.js';
import type { StoredTodo } from '../todo.js';

/** Below a completed todo nothing is open. */
@Injectable()
export class TodoCompletionService {
  constructor(private readonly tree: TodoTreeRepository) {}

  /**
   * Completes or reopens todos, and what has to be along with them; what is so already keeps its time.
   * @param along what has to be along with them, where it has been read
   */
  async set(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    completed: boolean,
    along?: StoredTodo[],
  ): Promise<void> {
    const changed = todos.filter(({ completedAt }) => (completedAt !== null) !== completed);
    if (changed.length === 0) return;
    for (const todo of changed) patches.set(todo, { completedAt: completed ? change.at : null });
    await this.follow(change, patches, changed, completed, along);
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
