import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { flagOf } from '@latch/domain/field-words';
import { type NameOf, namesOf, pick } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';
import type { Change, NewEvent } from '../history/change.js';
import { type TodoDiff, TodoRepository } from './todo.repository.js';
import { PLACE_NAMES, type StoredTodo, type TodoFields } from './todo.js';

const PLAIN = namesOf(todoFields);

/** What is to become of one todo. */
export interface TodoPatch {
  todo: StoredTodo;
  set: Partial<TodoFields>;
  /** What it is put behind, when its place is set. */
  afterId?: string | null;
  /** What became of a date of one that repeats, where that is why its dates change. */
  occurrence?: OccurrenceFate;
}

/** How a date of a todo that repeats was left, or that its completion was taken back. */
type OccurrenceFate = 'completed' | 'skipped' | 'reopened';

/** What is to become of several todos, gathered before it is written at once. */
export class TodoPatches {
  private readonly patches = new Map<string, TodoPatch>();

  /** Beside what is set of it already. @param set fields left out or undefined stay @param afterId what it is put behind */
  set(todo: StoredTodo, wanted: Partial<TodoFields>, afterId?: string | null): void {
    const known = this.patches.get(todo.id);
    const set = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const place = afterId === undefined ? {} : { afterId };
    this.patches.set(todo.id, { todo, ...known, ...place, set: { ...known?.set, ...set } });
  }

  /** Says what became of a date of one that repeats: for those who saw an earlier version, that date is over. */
  setOccurrence(todo: StoredTodo, occurrence: OccurrenceFate): void {
    this.set(todo, {});
    this.patches.set(todo.id, { ...this.patches.get(todo.id)!, occurrence });
  }

  /** A todo with what is set of it already. */
  withPatch(todo: StoredTodo): StoredTodo {
    return { ...todo, ...this.patches.get(todo.id)?.set };
  }

  /** What a field is to be, or undefined while nothing is set. */
  of<F extends keyof TodoFields>(id: string, field: F): TodoFields[F] | undefined {
    return this.patches.get(id)?.set[field];
  }

  get all(): TodoPatch[] {
    return [...this.patches.values()];
  }
}

/** Writes todos and the events of doing so. */
@Injectable()
export class TodoWriter {
  constructor(private readonly todos: TodoRepository) {}

  /**
   * Writes what differs; nothing and no event where nothing does. Subtasks go along with what is put elsewhere.
   * @returns all of them as they are by now, by id
   */
  async save(change: Change, { all }: TodoPatches): Promise<Map<string, StoredTodo>> {
    const diffs = all.flatMap((patch) => applyPatch(patch, change.at) ?? []);
    if (diffs.length > 0)
      await this.todos.update(
        change,
        diffs,
        diffs.flatMap(({ events }) => events),
      );
    return new Map([...all.map(({ todo }) => todo), ...diffs.map(({ after }) => after)].map((todo) => [todo.id, todo]));
  }
}

/** Where a todo stands, as the history keeps it. */
export function placeOf(todo: StoredTodo) {
  return pick(todo, [...PLACE_NAMES, 'afterId']);
}

/** @returns the todo as it will be, and the events that say so; undefined when nothing of it changes */
function applyPatch(
  { todo, set: wanted, afterId = null, occurrence }: TodoPatch,
  at: string,
): (TodoDiff & { events: NewEvent[] }) | undefined {
  const set = withoutDateless(todo, wanted);
  const differs = (name: keyof TodoFields) => set[name] !== undefined && !isDeepStrictEqual(set[name], todo[name]);
  const names = PLAIN.filter(differs);
  const isMoved = PLACE_NAMES.some(differs);
  if (names.length === 0 && !isMoved) return undefined;
  const version = todo.version + 1;
  const touched = [...names.map(nameForMerging), ...(occurrence ? ['completed'] : []), ...(isMoved ? ['place'] : [])];
  const fieldVersions = { ...todo.fieldVersions, ...Object.fromEntries(touched.map((name) => [name, version])) };
  const after = { ...todo, ...set, version, fieldVersions, updatedAt: at, ...(isMoved && { afterId }) };
  const about = { entity: 'todo' as const, entityId: todo.id, title: after.title };
  const events: NewEvent[] = names.map((field) => ({ ...about, field, before: todo[field], after: after[field] }));
  if (occurrence) events.push({ ...about, field: 'occurrence', before: null, after: occurrence });
  if (isMoved) events.push({ ...about, field: 'place', before: placeOf(todo), after: placeOf(after) });
  return { before: todo, after, events };
}

/** A todo without a date does not repeat, however the date was lost. */
function withoutDateless(todo: StoredTodo, set: Partial<TodoFields>): Partial<TodoFields> {
  const { due, recurrence } = { ...todo, ...set };
  return due === null && recurrence !== null ? { ...set, recurrence: null } : set;
}

/** Where a client sets it by another name, that is what its version is kept of. */
function nameForMerging(name: NameOf<typeof todoFields>): string {
  return todoFields[name].kind === 'moment' ? flagOf(name) : name;
}
