import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../auth/authenticated-user.js';
import { ValidationFailedError } from '../common/request.errors.js';
import { createDigest } from './create-digest.js';
import type { CreateTodoDto } from './dto/create-todo.dto.js';
import type { ListTodosQuery } from './dto/list-todos.query.js';
import type { RestoreClearedDto } from './dto/restore-cleared.dto.js';
import type { UpdateTodoDto } from './dto/update-todo.dto.js';
import { readCursor, writeCursor } from './todo-cursor.js';
import { TodoChangedError, TodoIdTakenError, TodoNotFoundError } from './todo.errors.js';
import { type TodoResponse, toTodoResponse } from './todo.mapper.js';
import { TodoRepository } from './todo.repository.js';

@Injectable()
export class TodoService {
  constructor(private readonly todos: TodoRepository) {}

  /** One page. One row more than asked for is read, to know whether there is another page. */
  async list({ userId }: AuthenticatedUser, { status, order, limit, cursor }: ListTodosQuery) {
    const after = cursor === undefined ? undefined : readCursor(cursor, status, order);
    if (cursor !== undefined && !after) {
      throw new ValidationFailedError({
        cursor: ['Use the nextCursor of the page before, with the same status and order.'],
      });
    }
    const todos = await this.todos.list(userId, status, order, limit + 1, after);
    const page = todos.slice(0, limit);
    const last = todos.length > limit ? page.at(-1) : undefined;
    return { items: page.map(toTodoResponse), nextCursor: last ? writeCursor(status, order, last) : null };
  }

  async count({ userId }: AuthenticatedUser) {
    return this.todos.count(userId);
  }

  /** @throws {TodoNotFoundError} */
  async get({ userId }: AuthenticatedUser, id: string): Promise<TodoResponse> {
    return toTodoResponse(orNotFound(await this.todos.find(userId, id)));
  }

  /**
   * Repeating a create gives the same todo, as it is by now.
   * @throws {TodoIdTakenError} when the id was used with another body, or its todo was deleted
   */
  async create(
    { userId }: AuthenticatedUser,
    { id = uuidV7(), title, notes = '' }: CreateTodoDto,
  ): Promise<TodoResponse> {
    const digest = createDigest(title, notes);
    const created = await this.todos.insert({ userId, id, title, notes, createDigest: digest });
    if (created) return toTodoResponse(created);
    const existing = await this.todos.findEvenDeleted(userId, id);
    if (!existing?.createDigest.equals(digest)) throw new TodoIdTakenError();
    if (existing.deletedAt) throw new TodoIdTakenError('It was deleted. Restore it, or create another one.');
    return toTodoResponse(existing);
  }

  /**
   * @param version from If-Match
   * @throws {TodoNotFoundError}
   * @throws {TodoChangedError} when it is at another version
   */
  async update(
    { userId }: AuthenticatedUser,
    id: string,
    change: UpdateTodoDto,
    version?: number,
  ): Promise<TodoResponse> {
    const { title, notes, completed } = change;
    if (title === undefined && notes === undefined && completed === undefined) {
      throw new ValidationFailedError({ body: ['Send at least one of title, notes and completed.'] });
    }
    const updated = await this.todos.update(userId, id, { title, notes, completed }, version);
    if (updated) return toTodoResponse(updated);
    const current = orNotFound(await this.todos.find(userId, id));
    throw new TodoChangedError(current.version);
  }

  /** @throws {TodoNotFoundError} */
  async delete({ userId }: AuthenticatedUser, id: string): Promise<void> {
    if (!(await this.todos.delete(userId, id))) throw new TodoNotFoundError();
  }

  /** It comes back as it was, its version included. @throws {TodoNotFoundError} */
  async restore({ userId }: AuthenticatedUser, id: string): Promise<TodoResponse> {
    return toTodoResponse(orNotFound(await this.todos.restore(userId, id)));
  }

  async clearCompleted({ userId }: AuthenticatedUser) {
    const deletedAt = new Date();
    return { count: await this.todos.clearCompleted(userId, deletedAt), deletedAt: deletedAt.toISOString() };
  }

  async restoreCleared({ userId }: AuthenticatedUser, { deletedAt }: RestoreClearedDto) {
    return { count: await this.todos.restoreCleared(userId, new Date(deletedAt)) };
  }
}

function orNotFound<T>(todo: T | null): T {
  if (!todo) throw new TodoNotFoundError();
  return todo;
}
