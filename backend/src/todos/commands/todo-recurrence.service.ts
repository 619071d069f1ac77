import { Injectable } from '@nestjs/common';
import { advance, takenBack } from '@latch/domain/recurrence';
import { v7 as uuidV7 } from 'uuid';
import { IdTakenError } from '../../common/change.errors.js';
import type { Change } from '../../history/change.js';
import { TodoRecurrenceRepository } from './todo-recurrence.repository.js';
import { SettingsService } from '../../settings/settings.service.js';
import { TodoTrashRepository } from './todo-trash.repository.js';
import { TodoRepository } from '../todo.repository.js';
import type { TodoPatches } from '../todo-writer.js';
import type { StoredTodo, TodoFields } from '../todo.js';

/** What a client says of completing one that repeats. */
interface Occurrence {
  /** The version it saw: tells whether another device completed or skipped the same date. */
  version?: number;
  /** The id of the completion that is left behind. */
  completionId?: string;
  /** When it was done, of one that is sent later: ISO 8601. Never taken for later than now. */
  doneAt?: string;
}

/** What waits longer on a device is taken for done when it comes. Milliseconds. */
const LONGEST_WAIT_MS = 30 * 86_400_000;

/** By the ids of todos. */
export type Occurrences = ReadonlyMap<string, Occurrence>;

/** A todo that repeats, with its dates as they will be. */
export interface Advance {
  todo: StoredTodo;
  next: Partial<TodoFields>;
  /** All that is to be open again along with it. */
  subtasks: StoredTodo[];
}

/** Moves todos that repeat on to their next dates. */
@Injectable()
export class TodoRecurrenceService {
  constructor(
    private readonly repository: TodoRecurrenceRepository,
    private readonly todos: TodoRepository,
    private readonly trash: TodoTrashRepository,
    private readonly settings: SettingsService,
  ) {}

  /**
   * What comes next for todos, by the clock of their owner; nothing for those that do not repeat, or have no date left.
   * @param chosen what is changed along with them: may be a subtask of one
   * @param occurrences of those that are completed, what the client said
   * @throws {IdTakenError}
   */
  async lookAhead(
    change: Change,
    patches: TodoPatches,
    todos: StoredTodo[],
    chosen: StoredTodo[] = [],
    occurrences: Occurrences = new Map(),
  ): Promise<Advance[]> {
    const repeating = todos
      .map((todo) => ({ todo, now: patches.withPatch(todo) }))
      .filter(({ now }) => now.recurrence !== null);
    if (repeating.length === 0) return [];
    const ids = (of: { id: string }[]) => of.map(({ id }) => id);
    const completionIds = todos.flatMap(({ id }) => occurrences.get(id)?.completionId ?? []);
    const seen = await this.repository.around(
      change,
      ids(repeating.map(({ todo }) => todo)),
      ids(chosen),
      completionIds,
    );
    if (seen.isTaken) throw new IdTakenError();
    return repeating.flatMap(({ todo, now }) => {
      const next = advance(now, now.recurrence!, Date.parse(doneAt(change, occurrences.get(todo.id))), seen.clock);
      return next ? [{ todo, next, subtasks: seen.subtasks.get(todo.id) ?? [] }] : [];
    });
  }

  /** Moves one on without a completion. */
  skip(patches: TodoPatches, advance: Advance): void {
    this.moveOn(patches, advance, 'skipped');
  }

  private moveOn(patches: TodoPatches, { todo, next, subtasks }: Advance, how: 'completed' | 'skipped'): void {
    patches.set(todo, next);
    patches.setOccurrence(todo, how);
    for (const subtask of subtasks) patches.set(subtask, { completedAt: null });
  }

  /**
   * Takes completions back: what they are one of has the date again that was completed, and they go to Trash. Those that did not
   * lead to its present date are left alone.
   * @returns by the ids of those that were taken back, what they are one of
   */
  async takeBack(change: Change, patches: TodoPatches, completed: StoredTodo[]): Promise<Map<string, string>> {
    const completions = completed.filter(({ completionOf }) => completionOf !== null);
    if (completions.length === 0) return new Map();
    const ids = [...new Set(completions.map(({ completionOf }) => completionOf!))];
    const todos = new Map((await this.todos.find(change, ids)).map((todo) => [todo.id, todo]));
    const clock = await this.settings.clockOf(change);
    const back = new Map<string, string>();
    for (const one of completions.toSorted((a, b) => (a.completedAt! < b.completedAt! ? 1 : -1))) {
      const todo = todos.get(one.completionOf!);
      const before = todo && takenBack(one, patches.withPatch(todo), clock);
      if (!before) continue;
      patches.set(todo, before);
      patches.setOccurrence(todo, 'reopened');
      back.set(one.id, todo.id);
    }
    await this.trash.putAway(
      change,
      completions.filter(({ id }) => back.has(id)),
    );
    return back;
  }

  /** Moves them on, and leaves a completed todo behind for each. */
  async complete(change: Change, patches: TodoPatches, advances: Advance[], occurrences: Occurrences): Promise<void> {
    const completions = advances.map(({ todo }) => ({
      ...patches.withPatch(todo),
      id: occurrences.get(todo.id)?.completionId ?? uuidV7(),
      completionOf: todo.id,
      completedAt: doneAt(change, occurrences.get(todo.id)),
      recurrence: null,
      parentId: null,
    }));
    if (completions.length > 0) await this.repository.insertCompletions(change, completions);
    for (const one of advances) this.moveOn(patches, one, 'completed');
  }
}

/** Whether the date of one that repeats was completed or skipped already, since a client saw it. */
export function isOver({ fieldVersions }: StoredTodo, version: number | undefined): boolean {
  return version !== undefined && (fieldVersions.completed ?? 0) > version;
}

/** When a date was completed: as the client says, who may have waited for a connection, but not in the future. */
function doneAt({ at }: Change, occurrence: Occurrence | undefined): string {
  const [said, now] = [Date.parse(occurrence?.doneAt ?? at), Date.parse(at)];
  return said <= now && said >= now - LONGEST_WAIT_MS ? new Date(said).toISOString() : at;
}
