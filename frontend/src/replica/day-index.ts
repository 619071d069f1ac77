import { type Clock, dayAt, plannedDay } from '@latch/domain/dates';
import { clockName, shownClock } from '../shared/formatters/dates';
import { type Day, daysLater } from '../shared/formatters/days';
import { dueOrder } from './due';
import type { Replica } from './replica';
import { byPosition, type TodoRow } from './row-store';

type Rows = Replica['shown'];

const NONE: readonly TodoRow[] = [];
const indexes = new WeakMap<Rows, DayIndex>();

/**
 * The todos of a replica by day. Made from all of them when it is first asked for, and kept from then on; another clock
 * makes it anew.
 */
export function daysIn(rows: Rows): DayIndex {
  const known = indexes.get(rows);
  if (known?.madeBy === clockName()) return known;
  const index = new DayIndex(shownClock(), clockName());
  for (const todo of rows.all('todos')) index.write(undefined, todo);
  rows.follow('days', (before, after) => index.write(before, after));
  indexes.set(rows, index);
  return index;
}

/** Which todos are due on each day, and which of those that have a due date were completed on each. */
class DayIndex {
  readonly #clock: Clock;
  readonly #open: Groups;
  /** By the date of completion in UTC, which is at most one away from the day it was for the person. */
  readonly #completed: Groups;

  constructor(
    clock: Clock,
    readonly madeBy: string,
  ) {
    this.#clock = clock;
    this.#open = new Groups(clock);
    this.#completed = new Groups(clock);
  }

  write(before: TodoRow | undefined, after: TodoRow | undefined): void {
    for (const [todo, isThere] of [[before, false] as const, [after, true] as const]) {
      if (!todo?.due || todo.deletedAt !== null) continue;
      if (todo.completedAt === null) this.#open.set(plannedDay(todo.due, this.#clock), todo, isThere);
      else this.#completed.set(todo.completedAt.slice(0, 10), todo, isThere);
    }
  }

  /** The days on which something is due, in their order. */
  get days(): readonly Day[] {
    return this.#open.keys;
  }

  /** What is due on a day and open: by time, then by priority, then by place. */
  open(day: Day): readonly TodoRow[] {
    return this.#open.of(day);
  }

  /** What was completed on a day, as the person has days. */
  completedOn(day: Day): TodoRow[] {
    const dates = [daysLater(day, -1), day, daysLater(day, 1)];
    const isThen = ({ completedAt }: TodoRow) => dayAt(Date.parse(completedAt!), this.#clock) === day;
    return dates.flatMap((date) => this.#completed.of(date)).filter(isThen);
  }

  inOrder(todos: Iterable<TodoRow>): TodoRow[] {
    return inOrder(todos, this.#clock);
  }

  /** How many are due until a day, that day among them. */
  countUntil(day: Day): number {
    return this.#open.countUntil(day);
  }
}

/** Todos by a day: each group is sorted when it is first asked for, and kept so from then on. */
class Groups {
  readonly #groups = new Map<Day, Map<string, TodoRow>>();
  readonly #sorted = new Map<Day, TodoRow[]>();
  #keys: readonly Day[] | undefined;

  constructor(private readonly clock: Clock) {}

  set(day: Day, todo: TodoRow, isThere: boolean): void {
    const group = this.#groups.get(day);
    if (isThere && group) group.set(todo.id, todo);
    else if (isThere) this.#add(day, todo);
    else if (group?.delete(todo.id) && group.size === 0) this.#remove(day);
    this.#keepSorted(day, todo, isThere);
  }

  /** Not to be kept: it changes along with the group. */
  of(day: Day): readonly TodoRow[] {
    const known = this.#sorted.get(day);
    if (known) return known;
    const group = this.#groups.get(day);
    if (!group) return NONE;
    const sorted = inOrder(group.values(), this.clock);
    this.#sorted.set(day, sorted);
    return sorted;
  }

  get keys(): readonly Day[] {
    return (this.#keys ??= [...this.#groups.keys()].sort());
  }

  countUntil(last: Day): number {
    let count = 0;
    for (const [day, group] of this.#groups) if (day <= last) count += group.size;
    return count;
  }

  #add(day: Day, todo: TodoRow): void {
    this.#groups.set(day, new Map([[todo.id, todo]]));
    this.#keys = undefined;
  }

  #remove(day: Day): void {
    this.#groups.delete(day);
    this.#keys = undefined;
  }

  /** One todo is put in or taken out where it belongs: a day of thousands is not sorted anew for each of them. */
  #keepSorted(day: Day, todo: TodoRow, isThere: boolean): void {
    const sorted = this.#sorted.get(day);
    if (!sorted) return;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(sorted[middle]!, todo, this.clock) < 0) low = middle + 1;
      else high = middle;
    }
    if (isThere) sorted.splice(low, 0, todo);
    else if (sorted[low]?.id === todo.id) sorted.splice(low, 1);
    else this.#sorted.delete(day);
  }
}

function inOrder(todos: Iterable<TodoRow>, clock: Clock): TodoRow[] {
  return [...todos].sort((a, b) => compare(a, b, clock));
}

/** What has a time comes first; then by priority, and by place in its list. */
function compare(a: TodoRow, b: TodoRow, clock: Clock): number {
  const [first, second] = [dueOrder(clock, a.due!), dueOrder(clock, b.due!)];
  if (first !== second) return first < second ? -1 : 1;
  return a.priority - b.priority || byPosition(a, b);
}
