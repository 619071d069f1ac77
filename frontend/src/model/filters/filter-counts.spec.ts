import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowStore, type TodoRow } from '../../replica/row-store';
import { LIVE } from '../../replica/replica';
import { aLabel, aProject } from '../../testing/outline-builder';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { type CountedFilter, countedFilter, countIn, holdCount } from './filter-counts';
import { namesIn } from './filter-moment';

const moment = { today: '2026-11-21', clock: { zone: 'UTC', dayStart: 0 } };
const work = aProject({ name: 'Work' });
const phone = aLabel({ name: 'phone' });
const row = (fields: Partial<TodoRow> = {}): TodoRow => ({ ...aTodo(fields), ...LIVE, ...fields });

function store(...todos: TodoRow[]): RowStore {
  const rows = new RowStore();
  rows.put('projects', { ...work, ...LIVE });
  rows.put('labels', { ...phone, ...LIVE });
  for (const todo of todos) rows.put('todos', todo);
  return rows;
}
const filtered = (rows: RowStore, query: string, now = moment) => countedFilter(query, now, namesIn(rows));

/** How often todos were tested for any of these filters. */
function looksOf(filters: readonly CountedFilter[]): () => number {
  let looks = 0;
  for (const filter of new Set(filters)) {
    const test = filter.test!;
    filter.test = (todo) => (looks++, test(todo));
  }
  return () => looks;
}

describe('The count of a filter', () => {
  it('is of open todos that are in it, and of completed ones where they are asked for', () => {
    const deleted = row({ priority: 1, deletedAt: '2026-11-20T10:00:00.000Z', deletedWith: 'x' });
    const done = { ...aCompletedTodo({ priority: 1 }), ...LIVE };
    const rows = store(row({ priority: 1 }), row({ priority: 2 }), deleted, done);
    expect(countIn(rows, filtered(rows, 'p1'))).toBe(1);
    expect(countIn(rows, filtered(rows, 'is:completed'))).toBe(1);
    expect(countIn(rows, filtered(rows, 'p1 &'))).toBeUndefined();
  });

  it('looks at all todos once, and then at what is written', () => {
    const todos = [row({ priority: 1 }), row({ priority: 1 })];
    const rows = store(...todos);
    const filter = filtered(rows, 'p1');
    let looks = 0;
    const counted = { ...filter, test: (todo: TodoRow) => (looks++, filter.test!(todo)) };
    expect(countIn(rows, counted)).toBe(2);
    expect(looks).toBe(2);
    rows.put('todos', { ...todos[0]!, completedAt: '2026-11-21T10:00:00.000Z' });
    expect(countIn(rows, counted)).toBe(1);
    expect(looks).toBe(4);
  });

  it('is counted once where a filter has two lines, and not at all once it has none', () => {
    const todos = [row({ priority: 1 }), row({ priority: 2 })];
    const rows = store(...todos);
    const names = namesIn(rows);
    const asked = () => countedFilter('p1', { ...moment, clock: { ...moment.clock } }, names);
    const lines = [asked(), asked()];
    const looks = looksOf(lines);
    const count = () => lines.map((line) => countIn(rows, line));
    const releases = lines.map((line) => holdCount(line));
    expect(count()).toEqual([1, 1]);
    expect(looks()).toBe(2);
    const write = (priority: 1 | 2) => rows.put('todos', { ...todos[1]!, priority });
    write(1);
    expect(count()).toEqual([2, 2]);
    expect(looks()).toBe(4);
    releases[0]!();
    write(2);
    expect(looks()).toBe(6);
    releases[1]!();
    write(1);
    expect(looks()).toBe(6);
    expect(countIn(rows, lines[0]!)).toBe(2);
  });

  it('is another one on another day, and of another query', () => {
    const rows = store(row({ due: '2026-11-22' }));
    expect(countIn(rows, filtered(rows, 'today'))).toBe(0);
    expect(countIn(rows, filtered(rows, 'today', { ...moment, today: '2026-11-22' }))).toBe(1);
    expect(countIn(rows, filtered(rows, 'p1'))).toBe(0);
  });

  it('is true whatever is written, taken back and deleted', () => {
    const queries = ['p1', '@phone | #Work', 'today', 'is:completed', '!p1 & no date'];
    const aRow = fc.record({
      at: fc.nat(5),
      priority: fc.constantFrom(1 as const, 4 as const),
      due: fc.constantFrom(null, '2026-11-21'),
      projectId: fc.constantFrom(work.id, 'other'),
      labelIds: fc.constantFrom<string[]>([], [phone.id]),
      completedAt: fc.constantFrom(null, '2026-11-21T10:00:00.000Z'),
      deletedAt: fc.constantFrom(null, null, '2026-11-21T10:00:00.000Z'),
      isGone: fc.boolean(),
      isTakenBack: fc.boolean(),
    });
    const base = Array.from({ length: 6 }, () => row());
    fc.assert(
      fc.property(fc.array(aRow, { maxLength: 20 }), (writes) => {
        const rows = store(...base);
        const filters = queries.map((query) => filtered(rows, query));
        filters.forEach((filter) => countIn(rows, filter));
        for (const { at, isGone, isTakenBack, ...fields } of writes) {
          const { id } = base[at]!;
          const written = rows.record(() => {
            if (isGone) rows.delete('todos', id);
            else rows.put('todos', { ...base[at]!, ...fields });
          });
          if (isTakenBack) rows.rollBack(written);
          const counts = filters.map((filter) => countIn(rows, filter));
          const anew = filters.map(
            ({ test }) => [...rows.all('todos')].filter((todo) => todo.deletedAt === null && test!(todo)).length,
          );
          expect(counts).toEqual(anew);
        }
      }),
      { numRuns: 100 },
    );
  });
});
