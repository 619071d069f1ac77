import { Injectable } from '@nestjs/common';
import { withDefaults } from '@latch/domain/fields';
import { evenKeys } from '@latch/domain/order-key';
import { todoFields } from '@latch/domain/todo-fields';
import { ValidationFailedError } from '@latch/server-kit/http-errors';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { IdTakenError } from '../../common/change.errors.js';
import { requireFirstCreate, requireSameCreate } from '../../fields/create-digest.js';
import type { Change, ChangeName } from '../../history/change.js';
import { ChangeService } from '../../history/change.service.js';
import { LabelService } from '../../labels/label.service.js';
import type { BulkCreateDto, BulkNewTodoDto } from '../dto/bulk-create.dto.js';
import { TodoPlacementService } from '../placement/todo-placement.service.js';
import { listIdOf, type Target } from '../placement/todo-target.js';
import { TodoRepository } from '../todo.repository.js';
import { type TodoPlace, type TodoResponse, toTodoResponse } from '../todo.js';
import { requireDate, todoDigest } from './todo.service.js';

/** Todos of one request that go to the same list, in their order. */
interface Group {
  target: Target;
  items: BulkNewTodoDto[];
}

/** Makes many todos at once. */
@Injectable()
export class TodoBulkCreateService {
  constructor(
    private readonly todos: TodoRepository,
    private readonly placement: TodoPlacementService,
    private readonly labels: LabelService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * All of them or none, each after the one before it in its list. Repeating it gives the same todos, as they are by now.
   * @throws {IdTakenError} when an id was used with another body, or its todo was deleted
   * @throws {ValidationFailedError} when what one of them refers to is not there
   * @throws {LimitReachedError}
   */
  async create(user: AuthenticatedUser, changeId: ChangeName, { items }: BulkCreateDto) {
    for (const item of items) requireDate(withDefaults(todoFields, item));
    return this.changes.run(user, changeId, async (change) => {
      const again = await this.findSame(change, items);
      if (again) return { items: again };
      await this.labels.refuseMissing(change, [...new Set(items.flatMap(({ labelIds = [] }) => labelIds))], 'labelIds');
      const places = await this.placesFor(change, items);
      const added = items.map((item) => ({
        ...withDefaults(todoFields, item),
        ...places.get(item.id)!,
        id: item.id,
        completedAt: item.completed ? change.at : null,
        createDigest: todoDigest(item),
      }));
      return { items: (await this.todos.insertMany(change, added)).map(toTodoResponse) };
    });
  }

  /** What is there of a request that was carried out before; undefined where nothing is. */
  private async findSame(change: Change, items: BulkNewTodoDto[]): Promise<TodoResponse[] | undefined> {
    const ids = items.map(({ id }) => id);
    const there = new Map((await this.todos.findCreates(change, ids)).map((one) => [one.id, one]));
    if (there.size === 0) {
      requireFirstCreate(change);
      return undefined;
    }
    if (!change.isRepeated) {
      for (const item of items) {
        const one = there.get(item.id);
        if (!one) throw new IdTakenError();
        requireSameCreate(one, todoDigest(item));
      }
    }
    const found = new Map((await this.todos.find(change, ids)).map((todo) => [todo.id, todo]));
    return ids.flatMap((id) => found.get(id) ?? []).map(toTodoResponse);
  }

  private async placesFor(change: Change, items: BulkNewTodoDto[]): Promise<Map<string, TodoPlace>> {
    const own = new Map(items.map((item) => [item.id, item]));
    const isBelowOwn = ({ parentId }: BulkNewTodoDto) => !!parentId && own.has(parentId);
    const places = new Map<string, TodoPlace>();
    const outside = await this.groups(
      change,
      items.filter((item) => !isBelowOwn(item)),
    );
    for (const { target, items: group } of outside) {
      const added = target.parentId ? group.flatMap((item) => [item, ...below(item, items)]).length : 0;
      const ids = group.map(({ id }) => id);
      for (const [id, place] of await this.placement.findRooms(change, ids, group[0]!, { target, added }))
        places.set(id, place);
    }
    const parts = new Map<string, BulkNewTodoDto[]>();
    for (const item of items.filter(isBelowOwn))
      parts.set(item.parentId!, [...(parts.get(item.parentId!) ?? []), item]);
    for (const [parentId, group] of parts) {
      const positions = evenKeys(group.length);
      const { projectId, sectionId } = places.get(parentId)!;
      for (const [index, { id }] of group.entries())
        places.set(id, { projectId, sectionId, parentId, position: positions[index]! });
    }
    return places;
  }

  /** By the list they go to, however it is named. */
  private async groups(change: Change, items: BulkNewTodoDto[]): Promise<Group[]> {
    const targets = new Map<string, Target>();
    const groups = new Map<string, Group>();
    for (const item of items) {
      const { projectId, sectionId, parentId } = item;
      const name = JSON.stringify([projectId, sectionId, parentId]);
      const target = targets.get(name) ?? (await this.placement.findTarget(change, { projectId, sectionId, parentId }));
      targets.set(name, target);
      const group = groups.get(listIdOf(target));
      if (!group) groups.set(listIdOf(target), { target, items: [item] });
      else if (item.beforeId || item.afterId)
        throw new ValidationFailedError({ items: ['Only the first one of a list can have beforeId or afterId.'] });
      else group.items.push(item);
    }
    return [...groups.values()];
  }
}

function below({ id }: BulkNewTodoDto, items: BulkNewTodoDto[]): BulkNewTodoDto[] {
  const found = new Set([id]);
  // Each comes after what it is a part of.
  return items.filter((item) => item.parentId && found.has(item.parentId) && found.add(item.id));
}
