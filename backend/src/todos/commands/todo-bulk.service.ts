import { Injectable } from '@nestjs/common';
import type { AuthenticatedUser } from '../../auth/authenticated-user.js';
import { BulkRefusedError, LimitReachedError } from '../../common/change.errors.js';
import { type HttpError, ValidationFailedError } from '@latch/server-kit/http-errors';
import { requireSomething } from '../../common/validation.pipe.js';
import { movedDate } from '@latch/domain/dates';
import { bulkNames, pick } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import type { Change, ChangeName } from '../../history/change.js';
import { ChangeService } from '../../history/change.service.js';
import { LabelService } from '../../labels/label.service.js';
import { SettingsService } from '../../settings/settings.service.js';
import type { BulkUpdateDto } from '../dto/bulk.dto.js';
import { TodoCompletionService } from './todo-completion.service.js';
import { TodoPlacementService, type Refusals, ancestry } from '../placement/todo-placement.service.js';
import { TodoTrashRepository } from './todo-trash.repository.js';
import { TodoTreeRepository } from '../todo-tree.repository.js';
import { TodoPatches, TodoWriter } from '../todo-writer.js';
import { TodoNotFoundError } from '../todo.errors.js';
import { TodoRepository } from '../todo.repository.js';
import { type StoredTodo, type TodoResponse, toTodoResponse } from '../todo.js';

/** How many completed todos one transaction clears, so that none outlasts its time. */
const PIECE = 1_000;

/** For what does not depend on a clock. */
const UTC = { zone: 'UTC', dayStart: 0 };

/** Changes many todos at once. */
@Injectable()
export class TodoBulkService {
  constructor(
    private readonly todos: TodoRepository,
    private readonly tree: TodoTreeRepository,
    private readonly trash: TodoTrashRepository,
    private readonly writer: TodoWriter,
    private readonly placement: TodoPlacementService,
    private readonly completion: TodoCompletionService,
    private readonly labels: LabelService,
    private readonly settings: SettingsService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * All of them or none.
   * @returns them as they are by now, without those that were deleted; what repeats in place of a completion that was taken back
   * @throws {BulkRefusedError} naming each that stood in the way
   */
  async update(user: AuthenticatedUser, changeId: ChangeName, { ids, deleted, ...wanted }: BulkUpdateDto) {
    const isMore = Object.values(wanted).some((value) => value !== undefined);
    if (wanted.occurrences && !wanted.completed && !wanted.skipped)
      throw new ValidationFailedError({ occurrences: ['Send them with completed: true or skipped: true.'] });
    if (wanted.skipped && wanted.completed !== undefined)
      throw new ValidationFailedError({ skipped: ['Send it without completed.'] });
    if (deleted && isMore) throw new ValidationFailedError({ deleted: ['Send it by itself alone.'] });
    requireSomething({ deleted, ...wanted });
    if (wanted.due !== undefined && wanted.moveDue)
      throw new ValidationFailedError({ moveDue: ['Not together with due.'] });
    return this.changes.run(user, changeId, async (change) => {
      if (change.isRepeated) return { items: deleted ? [] : await this.findThere(change, ids) };
      const todos = await this.findAll(change, ids);
      if (deleted) return this.delete(change, todos);
      const patches = new TodoPatches();
      const back = await this.patchFields(change, patches, todos, wanted);
      const there = todos.filter(({ id }) => !back.has(id));
      if (wanted.place && there.length > 0) {
        const roots = await this.rootsOf(change, there);
        refuseAny(await this.placement.put(change, patches, roots, wanted.place));
      }
      const saved = await this.writer.save(change, patches);
      const left = [...new Set(ids.map((id) => back.get(id) ?? id))].map((id) => saved.get(id)!);
      return { items: await this.answer(change, left, wanted.place !== undefined) };
    });
  }

  /** Moves every completed todo to Trash, piece by piece, all under one change id. @returns how many went */
  async clearCompleted(user: AuthenticatedUser, changeId: ChangeName): Promise<{ count: number }> {
    for (let count = 0; ;) {
      const piece = await this.changes.run(user, changeId, async (change) => {
        if (change.isRepeated) return { roots: 0, count: 0 };
        const roots = await this.trash.completedRoots(change, PIECE);
        if (roots.length === PIECE) change.goesOn();
        return { roots: roots.length, count: roots.length > 0 ? await this.trash.putAway(change, roots) : 0 };
      });
      count += piece.count;
      if (piece.roots < PIECE) return { count };
    }
  }

  /** Those that are left, in the order of the ids. */
  private async findThere(change: Change, ids: string[]): Promise<TodoResponse[]> {
    const found = new Map((await this.todos.find(change, ids)).map((todo) => [todo.id, todo]));
    return ids.flatMap((id) => found.get(id) ?? []).map(toTodoResponse);
  }

  /** In the order of the ids. */
  private async findAll(change: Change, ids: string[]): Promise<StoredTodo[]> {
    const found = new Map((await this.todos.find(change, ids)).map((todo) => [todo.id, todo]));
    const missing = ids.filter((id) => !found.has(id));
    refuseAny(new Map(missing.map((id) => [id, new TodoNotFoundError()])));
    return ids.map((id) => found.get(id)!);
  }

  /** @returns by the ids of completions that were taken back, what they are one of */
  private async patchFields(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    wanted: Omit<BulkUpdateDto, 'ids'>,
  ): Promise<ReadonlyMap<string, string>> {
    const { completed, skipped, occurrences = [], moveDue, addLabelIds = [], removeLabelIds = [] } = wanted;
    await this.labels.refuseMissing(change, addLabelIds, 'addLabelIds');
    const clock = moveDue && 'day' in moveDue ? await this.settings.clockOf(change) : UTC;
    const tooMany: Refusals = new Map();
    for (const todo of todos) {
      const kept = todo.labelIds.filter((id) => !removeLabelIds.includes(id));
      const labelIds = [...new Set([...kept, ...addLabelIds])].toSorted();
      if (labelIds.length > todoFields.labelIds.most)
        tooMany.set(todo.id, new LimitReachedError(`A todo can have ${todoFields.labelIds.most} labels at most.`));
      const moved = moveDue && { due: movedDate(todo.due, moveDue, clock) };
      patches.set(todo, { ...pick(wanted, bulkNames(todoFields)), ...moved, labelIds });
    }
    refuseAny(tooMany);
    const said = new Map(occurrences.map((one) => [one.id, one]));
    if (skipped) refuseAny(await this.completion.skip(change, patches, todos, said));
    if (completed) await this.completion.complete(change, patches, todos, said);
    return completed === false ? this.completion.reopen(change, patches, todos) : new Map();
  }

  /** Without those that go along with another one of them. */
  private async rootsOf(change: Change, todos: StoredTodo[]): Promise<StoredTodo[]> {
    if (todos.every(({ parentId }) => parentId === null)) return todos;
    const ids = new Set(todos.map(({ id }) => id));
    const tree = new Map((await this.tree.below(change, [...ids])).map((node) => [node.id, node]));
    return todos.filter(({ id }) => [...ancestry(tree, id)].every((above) => above === id || !ids.has(above)));
  }

  private async delete(change: Change, todos: StoredTodo[]) {
    await this.trash.putAway(change, await this.rootsOf(change, todos));
    return { items: [] };
  }

  /** @param isMoved whether some of them may have gone along with others */
  private async answer(change: Change, saved: StoredTodo[], isMoved: boolean) {
    const mayHaveMoved = isMoved && saved.some(({ parentId }) => parentId !== null);
    const ids = saved.map(({ id }) => id);
    return (mayHaveMoved ? await this.findAll(change, ids) : saved).map(toTodoResponse);
  }
}

/** @throws {BulkRefusedError} when there are any */
function refuseAny(refusals: Refusals): void {
  if (refusals.size === 0) return;
  const failures = [...refusals].map(([id, refusal]) => ({ id, error_code: refusal.code, message: reasonOf(refusal) }));
  throw new BulkRefusedError(failures);
}

/** The sentence that says most. */
function reasonOf(refusal: HttpError): string {
  const { detail, message, fields = {} } = refusal.toBody();
  return Object.values(fields)[0]?.[0] ?? detail ?? message;
}
