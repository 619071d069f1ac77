import { Injectable } from '@nestjs/common';
import { LimitReachedError } from '../../common/change.errors.js';
import { type HttpError, ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../../history/change.js';
import type { PlaceDto } from '../dto/todo.dto.js';
import { TodoOrderService } from './todo-order.service.js';
import { type Target, TodoTargetService, listIdOf } from './todo-target.service.js';
import { type TreeNode, TodoTreeRepository } from '../todo-tree.repository.js';
import type { TodoPatches } from '../todo-writer.js';
import type { StoredTodo } from '../todo.js';

/** How many subtasks one todo at the top can have, at any depth. */
const MOST_SUBTASKS = 500;

/** Why todos cannot go where they should, by their ids. */
export type Refusals = Map<string, HttpError>;

/** Puts todos into lists. */
@Injectable()
export class TodoPlacementService {
  constructor(
    private readonly targets: TodoTargetService,
    private readonly order: TodoOrderService,
    private readonly tree: TodoTreeRepository,
  ) {}

  /**
   * Puts todos, in their order, into the list that is meant, at the place that is meant.
   * @param todos none of them a part of another one
   * @returns those that cannot go there, each with the reason
   * @throws {ValidationFailedError} when there is no such place
   */
  async put(change: Change, patches: TodoPatches, todos: StoredTodo[], where: PlaceDto): Promise<Refusals> {
    const refusals: Refusals = new Map();
    for (const [target, moved] of await this.byTarget(change, todos, where)) {
      const arriving = moved.filter((todo) => listIdOf(todo) !== listIdOf(target));
      for (const [id, reason] of await this.refuse(change, patches, target, arriving)) refusals.set(id, reason);
      if (refusals.size > 0) continue;
      const isHere = (todo: StoredTodo) => listIdOf(todo) === listIdOf(target);
      const standing = moved.map((todo) => ({ id: todo.id, position: isHere(todo) ? todo.position : undefined }));
      const { positions, afterId } = await this.order.roomFor(change, listIdOf(target), where, standing);
      const { projectId, sectionId, parentId } = target;
      for (const [index, todo] of moved.entries()) {
        const set = { projectId, sectionId, parentId, position: positions[index]! };
        patches.set(todo, set, moved[index - 1]?.id ?? afterId);
      }
    }
    return refusals;
  }

  /** Where something new is to stand. @throws {ValidationFailedError} @throws {LimitReachedError} */
  async findRoom(change: Change, id: string, where: PlaceDto): Promise<Target & { position: string }> {
    const target = await this.targets.find(change, where);
    if (target.isCompleted) throw completedParent();
    if (target.parentId && (await this.tree.around(change, target.parentId)).length > MOST_SUBTASKS)
      throw tooManySubtasks();
    const { positions } = await this.order.roomFor(change, listIdOf(target), where, [{ id }]);
    return { ...target, position: positions[0]! };
  }

  private async byTarget(change: Change, todos: StoredTodo[], where: PlaceDto): Promise<[Target, StoredTodo[]][]> {
    const isFixed = Boolean(where.parentId || where.sectionId || where.projectId);
    const groups = new Map<string, [Target, StoredTodo[]]>();
    let fixed: Target | undefined;
    for (const todo of todos) {
      const target: Target = fixed ?? (await this.targets.find(change, where, todo));
      if (isFixed) fixed = target;
      const group = groups.get(listIdOf(target)) ?? [target, []];
      groups.set(listIdOf(target), group);
      group[1].push(todo);
    }
    return [...groups.values()];
  }

  /** Those that would be a part of themselves, open below something completed, or too many. */
  private async refuse(change: Change, patches: TodoPatches, { parentId, isCompleted }: Target, todos: StoredTodo[]) {
    const refusals: Refusals = new Map();
    if (!parentId || todos.length === 0) return refusals;
    const tree = new Map((await this.tree.around(change, parentId)).map((node) => [node.id, node]));
    const within = ancestry(tree, parentId);
    const arriving = await this.tree.below(
      change,
      todos.map(({ id }) => id),
    );
    const size = new Set([...tree.keys(), ...arriving.map(({ id }) => id)]).size;
    for (const todo of todos) {
      const completedAt = patches.of(todo.id, 'completedAt') ?? todo.completedAt;
      if (within.has(todo.id)) refusals.set(todo.id, circle(todo.id === parentId));
      else if (isCompleted && completedAt === null) refusals.set(todo.id, completedParent());
      else if (size > MOST_SUBTASKS + 1) refusals.set(todo.id, tooManySubtasks());
    }
    return refusals;
  }
}

/** A todo and all that it is a part of. */
export function ancestry(tree: Map<string, TreeNode>, id: string): Set<string> {
  const found = new Set<string>();
  for (let node = tree.get(id); node && !found.has(node.id); node = tree.get(node.parentId ?? '')) found.add(node.id);
  return found;
}

function circle(isItself: boolean): ValidationFailedError {
  return new ValidationFailedError({
    parentId: [isItself ? 'A todo cannot be a part of itself.' : 'A todo cannot be a part of its own subtask.'],
  });
}

function completedParent(): ValidationFailedError {
  return new ValidationFailedError({ parentId: ['This todo is completed. Reopen it first.'] });
}

function tooManySubtasks(): LimitReachedError {
  return new LimitReachedError(`A todo can have ${MOST_SUBTASKS} subtasks at most.`);
}
