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

type Names = ReturnType<typeof namesIn>;

let made = 0;
/** Of the names and the moment that were asked for last. */
let latest: { moment: FilterMoment; names: Names; filters: Map<string, CountedFilter> } | undefined;

/** @returns the same object for the same query, moment and names, however many lines show its count */
export function countedFilter(query: string, moment: FilterMoment, names: Names): CountedFilter {
  if (!latest || latest.names !== names || !isSameMoment(latest.moment, moment))
    latest = { moment, names, filters: new Map() };
  const known = latest.filters.get(query);
  if (known) return known;
  const { tree, errors } = parseFilter(query, moment);
  const test = tree && errors.length === 0 ? compileFilter(tree, { ...moment, ...names }) : undefined;
  const filter = { key: `count ${++made}`, test };
  latest.filters.set(query, filter);
  return filter;
}

function isSameMoment(one: FilterMoment, other: FilterMoment): boolean {
  const partsOf = ({ today, clock, languages = [] }: FilterMoment) => [today, clock.zone, clock.dayStart, ...languages];
  const parts = partsOf(other);
  return partsOf(one).length === parts.length && partsOf(one).every((part, index) => part === parts[index]);
}

const all = new WeakMap<Rows, Map<CountedFilter, number>>();

/**
 * How many todos are in a filter. All of them are looked at once; from then on what is written is counted, until the filter is
 * not shown any more.
 */
export function countIn(rows: Rows, filter: CountedFilter): number | undefined {
  const { test } = filter;
  if (!test) return undefined;
  const tallies = talliesOf(rows);
  const known = tallies.get(filter);
  if (known !== undefined) return known;
  let count = 0;
  for (const todo of rows.all('todos')) count += matches(test, todo);
  tallies.set(filter, count);
  return count;
}

/** In how many places the count of a filter is shown. */
const shownIn = new WeakMap<CountedFilter, number>();

/** Keeps a filter counted while it is shown. @returns what lets go of it */
export function holdCount(filter: CountedFilter): () => void {
  const add = (places: number) => shownIn.set(filter, (shownIn.get(filter) ?? 0) + places);
  add(1);
  return () => void add(-1);
}

function talliesOf(rows: Rows): Map<CountedFilter, number> {
  const known = all.get(rows);
  if (known) return known;
  const tallies = new Map<CountedFilter, number>();
  rows.follow('filters', (before, after) => {
    for (const [filter, count] of tallies) {
      if (shownIn.get(filter) === 0) tallies.delete(filter);
      else tallies.set(filter, count + matches(filter.test!, after) - matches(filter.test!, before));
    }
  });
  all.set(rows, tallies);
  return tallies;
}

function matches(test: Test, todo: TodoRow | undefined): number {
  return Number(todo?.deletedAt === null && test(todo));
}
