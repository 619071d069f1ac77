import { Injectable } from '@nestjs/common';
import { LimitReachedError } from '../../common/change.errors.js';
import { type HttpError, ValidationFailedError } from '@latch/server-kit/http-errors';
import type { Change } from '../../history/change.js';
import { ProjectService } from '../../projects/project.service.js';
import type { PlaceDto } from '../dto/todo.dto.js';
import { TodoOrderService } from './todo-order.service.js';
import { type CreateSurroundings, type Surroundings, TodoPlaceRepository } from './todo-place.repository.js';
import { type NamedList, type Target, listIdOf, namedListId, targetOf } from './todo-target.js';
import { type TreeNode, TodoTreeRepository } from '../todo-tree.repository.js';
import type { TodoPatches } from '../todo-writer.js';
import type { StoredTodo, TodoPlace } from '../todo.js';

/** How many subtasks one todo at the top can have, at any depth. */
const MOST_SUBTASKS = 500;

/** Why todos cannot go where they should, by their ids. */
export type Refusals = Map<string, HttpError>;

/** Puts todos into lists. */
@Injectable()
export class TodoPlacementService {
  constructor(
    private readonly places: TodoPlaceRepository,
    private readonly projects: ProjectService,
    private readonly order: TodoOrderService,
    private readonly tree: TodoTreeRepository,
  ) {}

  /**
   * Puts todos, in their order, into the list that is meant, at the place that is meant.
   * @param todos none of them a part of another one
   * @param seen what there is, where it has been read
   * @returns those that cannot go there, each with the reason
   * @throws {ValidationFailedError} when there is no such place
   */
  async put(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    where: PlaceDto,
    seen?: Surroundings,
  ): Promise<Refusals> {
    const refusals: Refusals = new Map();
    const ids = todos.map(({ id }) => id);
    const around = seen ?? (namedListId(where) ? await this.places.forMany(change, ids, where) : undefined);
    for (const [target, moved] of byTarget(todos, where, around?.named ?? null)) {
      const isHere = (todo: StoredTodo) => listIdOf(todo) === listIdOf(target);
      const arriving = moved.filter((todo) => !isHere(todo));
      for (const [id, reason] of await this.refuse(change, patches, target, arriving)) refusals.set(id, reason);
      if (refusals.size > 0) continue;
      const standing = moved.map((todo) => ({ id: todo.id, position: isHere(todo) ? todo.position : undefined }));
      const room = await this.order.roomFor(change, listIdOf(target), where, standing, around?.neighbours);
      const { projectId, sectionId, parentId } = target;
      for (const [index, todo] of moved.entries()) {
        const set = { projectId, sectionId, parentId, position: room.positions[index]! };
        patches.set(todo, set, moved[index - 1]?.id ?? room.afterId);
      }
    }
    return refusals;
  }

  /** A todo that is to be moved, and what there is where it is to go. */
  async findMoved(change: Change, id: string, where: PlaceDto) {
    return this.places.forMoved(change, id, where);
  }

  /** What there is where something new is to go. @param id that a client gave it */
  async lookAround(change: Change, id: string | undefined, where: PlaceDto, labelIds: string[]) {
    return this.places.forNew(change, id, where, labelIds);
  }

  /** Where something new is to stand. @throws {ValidationFailedError} @throws {LimitReachedError} */
  async findRoom(change: Change, id: string, where: PlaceDto, seen: CreateSurroundings): Promise<TodoPlace> {
    const inbox = async () => ({ projectId: await this.projects.inboxOf(change) });
    const target = targetOf(seen.named ?? (namedListId(where) ? null : await inbox()), where);
    if (target.isCompleted) throw completedParent();
    if (target.parentId && seen.treeSize > MOST_SUBTASKS) throw tooManySubtasks();
    const { positions } = await this.order.roomFor(change, listIdOf(target), where, [{ id }], seen.neighbours);
    const { projectId, sectionId, parentId } = target;
    return { projectId, sectionId, parentId, position: positions[0]! };
  }

  /** The list that something new is to go to. @throws {ValidationFailedError} */
  async findTarget(change: Change, where: PlaceDto): Promise<Target> {
    const named = namedListId(where) ? (await this.places.forMany(change, [], where)).named : undefined;
    return targetOf(named === undefined ? { projectId: await this.projects.inboxOf(change) } : named, where);
  }

  /**
   * Where new ones are to stand in one list, in their order.
   * @param added how many subtasks that makes, with those below them
   * @throws {ValidationFailedError} @throws {LimitReachedError}
   */
  async findRooms(
    change: Change,
    ids: string[],
    where: PlaceDto,
    { target, added }: { target: Target; added: number },
  ): Promise<[id: string, place: TodoPlace][]> {
    if (target.isCompleted) throw completedParent();
    if (target.parentId && (await this.tree.around(change, target.parentId)).length + added > MOST_SUBTASKS + 1)
      throw tooManySubtasks();
    const standing = ids.map((id) => ({ id }));
    const { positions } = await this.order.roomFor(change, listIdOf(target), where, standing);
    const { projectId, sectionId, parentId } = target;
    return ids.map((id, index) => [id, { projectId, sectionId, parentId, position: positions[index]! }]);
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

/** Todos by the list that they are to go to; all of them to one where one is named. */
function byTarget(todos: StoredTodo[], where: PlaceDto, named: NamedList | null): [Target, StoredTodo[]][] {
  const groups = new Map<string, [Target, StoredTodo[]]>();
  for (const todo of todos) {
    const target = targetOf(named, where, todo);
    const group = groups.get(listIdOf(target)) ?? [target, []];
    groups.set(listIdOf(target), group);
    group[1].push(todo);
  }
  return [...groups.values()];
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
