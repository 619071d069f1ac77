import { compileFilter } from '@latch/domain/filters/compile-filter';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import type { Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import type { FilterMoment, namesIn } from './filter-moment';

type Rows = Replica['shown'];
type Test = (todo: TodoRow) => boolean;

/** Whether a todo is in a filter now. It is a new object for all that it depends on. */
export interface CountedFilter {
  /** Names the view of its count. */
  key: string;
  /** Undefined of a filter that is not understood. */
  test: Test | undefined;
}

let made = 0;

export function countedFilter(query: string, moment: FilterMoment, names: ReturnType<typeof namesIn>): CountedFilter {
  const { tree, errors } = parseFilter(query, moment);
  const test = tree && errors.length === 0 ? compileFilter(tree, { ...moment, ...names }) : undefined;
  return { key: `count ${++made}`, test };
}

interface Tally {
  filter: CountedFilter;
  count: number;
}

const all = new WeakMap<Rows, Map<string, Tally>>();

/**
 * How many todos are in a filter. All of them are looked at once; from then on what is written is counted, and another filter
 * under the same id is counted anew.
 */
export function countIn(rows: Rows, id: string, filter: CountedFilter): number | undefined {
  const { test } = filter;
  if (!test) return undefined;
  const tallies = talliesOf(rows);
  const known = tallies.get(id);
  if (known?.filter === filter) return known.count;
  const tally = { filter, count: 0 };
  for (const todo of rows.all('todos')) tally.count += matches(test, todo);
  tallies.set(id, tally);
  return tally.count;
}

function talliesOf(rows: Rows): Map<string, Tally> {
  const known = all.get(rows);
  if (known) return known;
  const tallies = new Map<string, Tally>();
  rows.follow('filters', (before, after) => {
    for (const tally of tallies.values()) {
      const { test } = tally.filter;
      if (test) tally.count += matches(test, after) - matches(test, before);
    }
  });
  all.set(rows, tallies);
  return tallies;
}

function matches(test: Test, todo: TodoRow | undefined): number {
  return Number(todo?.deletedAt === null && test(todo));
}
