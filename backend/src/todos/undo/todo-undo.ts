import { Injectable, type OnModuleInit } from '@nestjs/common';
import { namesOf, pick } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import type { Change } from '../../history/change.js';
import { type UndoPatch, type Undoable, UndoableRegistry, type UndoableState } from '../../history/undoable.js';
import { LabelService } from '../../labels/label.service.js';
import { ProjectService } from '../../projects/project.service.js';
import { TodoCompletionService } from '../commands/todo-completion.service.js';
import { TodoPositionRestorer } from './todo-position-restorer.js';
import { TodoTrashRepository, deletionOf } from '../commands/todo-trash.repository.js';
import { TodoPatches, TodoWriter, placeOf } from '../todo-writer.js';
import { TodoRepository } from '../todo.repository.js';
import type { StoredTodo, TodoFields } from '../todo.js';

type Fields = Record<string, unknown>;

/** Takes changes of todos back. */
@Injectable()
export class TodoUndo implements Undoable, OnModuleInit {
  readonly entity = 'todo';

  constructor(
    private readonly registry: UndoableRegistry,
    private readonly todos: TodoRepository,
    private readonly trash: TodoTrashRepository,
    private readonly writer: TodoWriter,
    private readonly completion: TodoCompletionService,
    private readonly labels: LabelService,
    private readonly positions: TodoPositionRestorer,
    private readonly projects: ProjectService,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async read(change: Change, ids: string[]): Promise<Map<string, UndoableState>> {
    const todos = await this.todos.find(change, ids, true);
    return new Map(todos.map((todo) => [todo.id, stateOf(todo)]));
  }

  /** First what comes out of Trash, then what is written, then places, which may be in what came back; Trash at last. */
  async write(change: Change, patches: UndoPatch[]): Promise<void> {
    const wanting = (field: string, value?: unknown) =>
      patches.filter(({ fields }) => field in fields && (value === undefined || fields[field] === value));
    await this.bringBack(change, wanting('deleted', false));
    await this.writeFields(change, patches);
    await this.positions.restore(
      change,
      wanting('place').map(({ id, fields }) => ({ id, place: fields.place as never })),
    );
    await this.putAway(change, wanting('deleted', true));
  }

  private async bringBack(change: Change, patches: UndoPatch[]): Promise<void> {
    const todos = (await this.findAll(change, patches)).filter(({ deletedAt }) => deletedAt !== null);
    if (todos.length === 0) return;
    await this.trash.bringBack(
      change,
      todos.map(({ id }) => id),
      await this.projects.inboxOf(change),
    );
    // Those that lie in Trash along with something else stay there.
    const back = (await this.findAll(change, todos)).filter(({ deletedAt }) => deletedAt === null);
    change.record(...back.map((todo) => deletionOf(todo, false)));
  }

  private async putAway(change: Change, patches: UndoPatch[]): Promise<void> {
    const todos = (await this.findAll(change, patches)).filter(({ deletedAt }) => deletedAt === null);
    if (todos.length === 0) return;
    const ids = new Set(todos.map(({ id }) => id));
    // Each by itself: one that is a part of another one goes first, so that it comes back by itself as well.
    const inOther = ({ parentId }: StoredTodo) => parentId !== null && ids.has(parentId);
    const [outer, inner] = [todos.filter((todo) => !inOther(todo)), todos.filter(inOther)];
    for (const todo of inner.toSorted((a, b) => depthOf(b, todos) - depthOf(a, todos)))
      await this.trash.putAway(change, [todo]);
    await this.trash.putAway(change, outer);
  }

  private async writeFields(change: Change, all: UndoPatch[]): Promise<void> {
    const patches = all.map(({ id, fields }) => ({ id, fields: withoutPlace(fields) }));
    const wanted = patches.filter(({ fields }) => Object.keys(fields).length > 0);
    if (wanted.length === 0) return;
    const todos = new Map((await this.findAll(change, wanted)).map((todo) => [todo.id, todo]));
    const gathered = new TodoPatches();
    for (const { id, fields } of wanted) gathered.set(todos.get(id)!, await this.toFields(change, fields));
    for (const completed of [true, false]) {
      const along = wanted.filter(
        ({ fields }) => 'completedAt' in fields && (fields.completedAt !== null) === completed,
      );
      await this.completion.follow(
        change,
        gathered,
        along.map(({ id }) => todos.get(id)!),
        completed,
      );
    }
    await this.writer.save(change, gathered);
  }

  /** Labels that are gone by now stay away. */
  private async toFields(change: Change, { labelIds, ...fields }: Fields): Promise<Partial<TodoFields>> {
    const set: Partial<TodoFields> = fields;
    if (labelIds) set.labelIds = (await this.labels.findExisting(change, labelIds as string[])).toSorted();
    return set;
  }

  private async findAll(change: Change, patches: { id: string }[]): Promise<StoredTodo[]> {
    return patches.length === 0
      ? []
      : this.todos.find(
          change,
          patches.map(({ id }) => id),
          true,
        );
  }
}

function stateOf(todo: StoredTodo): UndoableState {
  const fields = { ...pick(todo, namesOf(todoFields)), place: placeOf(todo) };
  return { title: todo.title, deleted: todo.deletedAt !== null, fields };
}

function withoutPlace({ place: _place, deleted: _deleted, created: _created, ...fields }: Fields): Fields {
  return fields;
}

function depthOf(todo: StoredTodo, todos: StoredTodo[]): number {
  const parent = todos.find(({ id }) => id === todo.parentId);
  return parent ? depthOf(parent, todos) + 1 : 0;
}
