import { Injectable } from '@nestjs/common';
import { v7 as uuidV7 } from 'uuid';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { digestOf, laterInDigest, requireFirstCreate, requireSameCreate } from '../../fields/create-digest.js';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { requireSomething } from '../../common/validation.pipe.js';
import { withDefaults } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import type { Change, ChangeName } from '../../history/change.js';
import { ChangeService } from '../../history/change.service.js';
import { HistoryService } from '../../history/history.service.js';
import { mergeOrRefuse } from '../../history/merge-fields.js';
import { LabelService, missingLabel } from '../../labels/label.service.js';
import type { CreateTodoDto, PlaceDto, UpdateTodoDto } from '../dto/todo.dto.js';
import { TodoCompletionService } from './todo-completion.service.js';
import { isOver } from './todo-recurrence.service.js';
import { TodoPlacementService } from '../placement/todo-placement.service.js';
import { TodoTrashRepository } from './todo-trash.repository.js';
import { TodoTreeRepository } from '../todo-tree.repository.js';
import { TodoPatches, TodoWriter } from '../todo-writer.js';
import { TodoNotFoundError } from '../todo.errors.js';
import { TodoRepository } from '../todo.repository.js';
import { type StoredTodo, type TodoResponse, toTodoResponse } from '../todo.js';

/** Makes, changes, moves and deletes one todo. */
@Injectable()
export class TodoService {
  constructor(
    private readonly todos: TodoRepository,
    private readonly tree: TodoTreeRepository,
    private readonly trash: TodoTrashRepository,
    private readonly writer: TodoWriter,
    private readonly placement: TodoPlacementService,
    private readonly completion: TodoCompletionService,
    private readonly labels: LabelService,
    private readonly history: HistoryService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * Repeating a create gives the same todo, as it is by now.
   * @throws {IdTakenError} when the id was used with another body, or its todo was deleted
   * @throws {ValidationFailedError} when what it refers to is not there
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, dto: CreateTodoDto): Promise<TodoResponse> {
    return this.changes.runByReading(user, changeId, async (change) => {
      const { id = uuidV7(), title } = dto;
      const fields = withDefaults(todoFields, dto);
      requireDate(fields);
      const createDigest = todoDigest(dto);
      const seen = await this.placement.lookAround(change, dto.id, dto, fields.labelIds);
      if (seen.createDigest) {
        requireSameCreate(seen, createDigest);
        return toTodoResponse(await this.findOrThrow(change, id));
      }
      requireFirstCreate(change);
      if (seen.labels < fields.labelIds.length) throw missingLabel('labelIds');
      const place = await this.placement.findRoom(change, id, dto, seen);
      const created = { entity: 'todo', entityId: id, title, field: 'created', before: null, after: true } as const;
      return toTodoResponse(await this.todos.insert(change, { id, ...fields, ...place, createDigest }, created));
    });
  }

  /**
   * Merged field by field with what others changed. Completing completes the subtasks, reopening reopens what it is a
   * part of.
   * @returns it, or what repeats of which a completion was taken back
   * @throws {TodoNotFoundError}
   * @throws {ConflictError} when somebody else changed the same field since the version that was seen
   */
  async update(user: AuthenticatedUser, changeId: ChangeName, id: string, dto: UpdateTodoDto): Promise<TodoResponse> {
    const { version, completionId, doneAt, skipped, ...wanted } = dto;
    requireSomething({ skipped, ...wanted });
    if (skipped && wanted.completed !== undefined)
      throw new ValidationFailedError({ skipped: ['Send it without completed.'] });
    return this.changes.runByReading(user, changeId, async (change) => {
      const { todo, along } = await this.findFamily(change, id, wanted.completed);
      if (change.isRepeated || todo.id !== id) return toTodoResponse(todo);
      const now = { ...todo, name: todo.title, completed: todo.completedAt !== null };
      const isDone = todo.recurrence !== null && isOver(todo, version);
      const asked = isDone && wanted.completed ? { ...wanted, completed: undefined } : wanted;
      const { completed, ...fields } = mergeOrRefuse<typeof now>('todo', now, asked, version);
      if (fields.recurrence) requireDate({ ...todo, ...fields });
      const added = fields.labelIds?.filter((labelId) => !todo.labelIds.includes(labelId)) ?? [];
      await this.labels.refuseMissing(change, added, 'labelIds');
      const patches = new TodoPatches();
      patches.set(todo, fields);
      const occurrences = new Map([[id, { version, completionId, doneAt }]]);
      if (completed) await this.completion.complete(change, patches, [todo], occurrences, along);
      const back = completed === false ? await this.completion.reopen(change, patches, [todo], along) : undefined;
      const [refusal] = skipped ? (await this.completion.skip(change, patches, [todo], occurrences)).values() : [];
      if (refusal) throw refusal;
      return this.answer(change, patches, back?.get(id) ?? id);
    });
  }

  /** With its subtasks. @throws {TodoNotFoundError} @throws {ValidationFailedError} @throws {LimitReachedError} */
  async move(user: AuthenticatedUser, changeId: ChangeName, id: string, where: PlaceDto): Promise<TodoResponse> {
    requireSomething(where);
    return this.changes.runByReading(user, changeId, async (change) => {
      const seen = await this.placement.findMoved(change, id, where);
      if (!seen) throw new TodoNotFoundError();
      if (change.isRepeated) return toTodoResponse(seen.todo);
      const patches = new TodoPatches();
      patches.set(seen.todo, {});
      const [refusal] = (await this.placement.put(change, patches, [seen.todo], where, seen)).values();
      if (refusal) throw refusal;
      return this.answer(change, patches, id);
    });
  }

  /** With its subtasks. @throws {TodoNotFoundError} */
  async delete(user: AuthenticatedUser, changeId: ChangeName, id: string): Promise<void> {
    await this.changes.runByReading(user, changeId, async (change) => {
      const todo = await this.todos.findOne(change, id);
      if (change.isRepeated) return;
      if (!todo) throw new TodoNotFoundError();
      await this.trash.putAway(change, [todo]);
    });
  }

  private async findOrThrow(change: Change, id: string): Promise<StoredTodo> {
    const todo = await this.todos.findOne(change, id);
    if (!todo) throw new TodoNotFoundError();
    return todo;
  }

  /** With what is to be completed along with it, or reopened. */
  private async findFamily(change: Change, id: string, completed?: boolean) {
    if (completed === undefined) return { todo: await this.findOrThrow(change, id), along: [] };
    const read = completed ? this.tree.withOpenBelow(change, id) : this.tree.withCompletedAbove(change, id);
    const family = await read;
    const todo = family.find((one) => one.id === id) ?? (completed ? undefined : await this.findTakenBack(change, id));
    if (!todo) throw new TodoNotFoundError();
    return { todo, along: family.filter((one) => one !== todo) };
  }

  /**
   * What repeats of which this is a completion in Trash, where it is there because another device or the same request took it
   * back: with its date. One that was deleted by hand took nothing back, and is as any todo in Trash.
   */
  private async findTakenBack(change: Change, id: string): Promise<StoredTodo | undefined> {
    const [{ completionOf } = { completionOf: null }] = await this.todos.find(change, [id], true);
    if (!completionOf) return undefined;
    const isTakenBack = await this.history.isDeletedBesides(change, id, { id: completionOf, field: 'due' });
    return isTakenBack ? this.todos.findOne(change, completionOf) : undefined;
  }

  private async answer(change: Change, patches: TodoPatches, id: string): Promise<TodoResponse> {
    return toTodoResponse((await this.writer.save(change, patches)).get(id)!);
  }
}

/** @throws {ValidationFailedError} for a todo that would repeat without a date */
export function requireDate({ due, recurrence }: Pick<StoredTodo, 'due' | 'recurrence'>): void {
  if (recurrence && due === null)
    throw new ValidationFailedError({ recurrence: ['Give it a due date to repeat from.'] });
}

/**
 * Of all that a todo is created with. What is left out counts as its default, and a todo of title and notes alone has the
 * digest it had before there was more to a todo.
 */
export function todoDigest(dto: CreateTodoDto): Buffer {
  const values = withDefaults(todoFields, dto);
  const { title, notes, priority, due, labelIds } = values;
  const place = [dto.projectId, dto.sectionId, dto.parentId, dto.beforeId, dto.afterId].map((id) => id ?? null);
  const [later] = laterInDigest(todoFields, values, ['title', 'notes', 'priority', 'due', 'labelIds']);
  const isPlain = priority === 4 && due === null && labelIds.length === 0 && place.every((id) => id === null);
  if (isPlain && !later) return digestOf(title, notes);
  return digestOf(title, notes, { priority, due, labelIds, place, ...later });
}
