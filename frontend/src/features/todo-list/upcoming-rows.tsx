import type { ReactNode } from 'react';
import type { Todo } from '../../model/todos/todo';
import type { ComingRepeat } from '../../replica/coming-repeats';
import { dayOfDate } from '../../shared/formatters/dates';
import { type Day, daysLater } from '../../shared/formatters/days';
import { groupBy } from '../../shared/group-by';
import { type LinePlace, numbered, type Row, type TodoRowData } from './rows';

/** What draws the lines that are no todos. */
export interface DayLines {
  overdue: (place: LinePlace, folded: boolean) => ReactNode;
  day: (place: LinePlace, day: Day) => ReactNode;
  repeat: (place: LinePlace, repeat: ComingRepeat) => ReactNode;
  /** Where a todo of a day is added. */
  add: (place: LinePlace, day: Day) => ReactNode;
}

interface Span {
  today: Day;
  /** The last day that is shown. */
  until: Day;
  /** The day to which a todo is being added. */
  adding: Day | null;
  overdueFolded: boolean;
}

/** The key of the heading of a day. */
export const keyOf = (day: Day) => `day ${day}`;
/** The key of the line where todos are added. */
export const ADD_LINE = 'add';

/** The lines of Upcoming: what is overdue, and then every day with what is due on it. */
export function upcomingRows(
  todos: readonly Todo[],
  repeats: readonly ComingRepeat[],
  span: Span,
  lines: DayLines & { todo: (todo: Todo) => TodoRowData },
): Row[] {
  const { today, until, adding, overdueFolded } = span;
  const rows: Row[] = [];
  const byDay = groupBy(repeats, ({ day }) => day);
  let next = 0;
  const takeUntil = (isIn: (day: Day) => boolean): Todo[] => {
    const from = next;
    while (next < todos.length && isIn(dayOfDate(todos[next]!.due ?? today))) next += 1;
    return todos.slice(from, next);
  };
  const overdue = takeUntil((day) => day < today);
  if (overdue.length > 0) {
    const render = (place: LinePlace) => lines.overdue(place, overdueFolded);
    rows.push({ kind: 'other', key: 'overdue', sticks: true, render });
    if (!overdueFolded) rows.push(...overdue.map(lines.todo));
  }
  for (let day = today; day <= until; day = daysLater(day, 1)) {
    const shown = day;
    rows.push({ kind: 'other', key: keyOf(day), sticks: true, render: (place) => lines.day(place, shown) });
    if (day === adding) rows.push({ kind: 'other', key: ADD_LINE, render: (place) => lines.add(place, shown) });
    rows.push(...takeUntil((due) => due <= shown).map(lines.todo));
    for (const repeat of byDay.get(day) ?? []) {
      // Of a time in another zone, two can come on the day on which clocks change.
      const key = `${day} ${repeat.todo.id} ${repeat.time}`;
      rows.push({ kind: 'other', key, render: (place) => lines.repeat(place, repeat) });
    }
  }
  return numbered(rows);
}

const headings = new WeakMap<readonly Row[], readonly number[]>();

/** The indexes of the lines that stick, in their order. */
function headingsOf(rows: readonly Row[]): readonly number[] {
  const known = headings.get(rows);
  if (known) return known;
  const found = rows.flatMap((row, index) => (row.kind === 'other' && row.sticks ? [index] : []));
  headings.set(rows, found);
  return found;
}

type Shown = Pick<LinePlace, 'index' | 'top' | 'bottom'>;

/**
 * The shown lines with the headings that they stand below, though those are out of sight: each reaches to the end of
 * its day, so that it sticks for as long as any of that is to be seen.
 * @param height of the list, in pixels
 */
export function withHeadings(rows: readonly Row[], shown: readonly Shown[], height: number): Shown[] {
  const all = headingsOf(rows);
  const lines: Shown[] = [];
  let heading: Shown | undefined;
  let lastTop = 0;
  for (const line of shown) {
    const above = lastUntil(all, line.index);
    if (above !== undefined && above !== heading?.index) {
      if (heading) heading.bottom = line.top;
      // Where one stands that is out of sight is not known, but that is above its lines and below the one before.
      heading = { index: above, top: above === line.index ? line.top : lastTop, bottom: height };
      lines.push(heading);
    }
    if (above !== line.index) lines.push(line);
    lastTop = line.top;
  }
  return lines;
}

/** The last of some numbers in their order that is no greater. */
function lastUntil(numbers: readonly number[], most: number): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return numbers[low - 1];
}
