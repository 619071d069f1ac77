import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { readCursor, writeCursor } from '../../common/cursor.js';
import { LabelNotFoundError } from '../../labels/label.errors.js';
import type { ListTodosQuery } from '../dto/todo-queries.js';
import { inPreorder } from './preorder.js';
import {
  type ExportedTodo,
  type SyncedTodo,
  type Todo,
  type TodoInTrash,
  toExportedTodo,
  toSyncedTodo,
  toTodoResponse,
} from '../todo.js';
import { COLUMNS_WITH_TRASH } from '../todo-columns.js';
import { TodoNotFoundError } from '../todo.errors.js';
import { TodoListRepository } from './todo-list.repository.js';

/** Which page of a list. */
export interface Page {
  limit: number;
  cursor?: string;
}

/** Lists in which every todo stands by itself, and one todo's family. */
@Injectable()
export class TodoListService {
  constructor(private readonly lists: TodoListRepository) {}

  /** One page of all, or of those that have every word of `q`. One row more than asked for is read, to know whether there is another page. */
  async all({ userId }: AuthenticatedUser, { status, order, limit, cursor, q }: ListTodosQuery) {
    const list = `${status} ${order}`;
    const after = readCursor(cursor, list, ['time', 'id']);
    const timeOf = (todo: Todo) => (status === 'completed' && todo.completedAt) || todo.createdAt;
    const cursorOf = (at: string, id: string) => writeCursor(list, [Date.parse(at), id]);
    const cursorBehind = (todo: Todo) => cursorOf(timeOf(todo), todo.id);
    if (q === undefined)
      return pageOf(await this.lists.all(userId, status, order, limit + 1, after), limit, cursorBehind);
    const { todos, last } = await this.lists.matching(userId, q, status, order, limit + 1, after);
    const page = pageOf(todos, limit, cursorBehind);
    return { ...page, nextCursor: page.nextCursor ?? (last ? cursorOf(last.at, last.id) : null) };
  }

  /** One page of the open ones with a label, the newest first. @throws {LabelNotFoundError} */
  async ofLabel({ userId }: AuthenticatedUser, labelId: string, { limit, cursor }: Page) {
    const [behind] = readCursor(cursor, labelId, ['id']) ?? [];
    const todos = await this.lists.ofLabel(userId, labelId, limit + 1, behind);
    if (todos.length === 0 && !(await this.lists.hasLabel(userId, labelId))) throw new LabelNotFoundError();
    return pageOf(todos, limit, (last) => writeCursor(labelId, [last.id]));
  }

  /** @throws {TodoNotFoundError} */
  async family({ userId }: AuthenticatedUser, id: string) {
    const family = await this.lists.family(userId, id);
    const itself = family.find(({ level }) => level === 0);
    if (!itself) throw new TodoNotFoundError();
    const ancestors = family.filter(({ level }) => level < 0).sort((a, b) => a.level - b.level);
    const [, ...subtasks] = inPreorder(
      [itself],
      family.filter(({ level }) => level > 0),
    );
    return {
      todo: toTodoResponse(itself),
      ancestors: ancestors.map(toTodoResponse),
      subtasks: subtasks.map(toTodoResponse),
    };
  }

  /** The columns of a table `t` that `toSynced` reads; `$1` is the owner. */
  readonly syncedColumns = COLUMNS_WITH_TRASH;

  /** A row of these columns, as a copy on a device has it. */
  toSynced(row: object): SyncedTodo {
    return toSyncedTodo(row as TodoInTrash);
  }

  /** A page of all there are, completed and in Trash too, as their owner takes them along. @param after begins behind this id */
  async exportPage(userId: string, limit: number, after?: string): Promise<ExportedTodo[]> {
    return (await this.lists.exportPage(userId, limit, after)).map(toExportedTodo);
  }
}

function pageOf(todos: Todo[], limit: number, cursorOf: (last: Todo) => string) {
  const last = todos.length > limit ? todos[limit - 1] : undefined;
  return { items: todos.slice(0, limit).map(toTodoResponse), nextCursor: last ? cursorOf(last) : null };
}
