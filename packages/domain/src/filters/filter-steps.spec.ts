import * as fc from 'fast-check';
import { compileFilter } from './compile-filter.js';
import { type Explanation, explainFilter } from './explain-filter.js';
import type { FilterContext, FilteredTodo } from './filter-context.js';
import { stepFor, type StepChange } from './filter-steps.js';
import { parseFilter } from './parse-filter.js';

const today = '2026-11-30';
const context: FilterContext = {
  today,
  clock: { zone: 'Europe/Lisbon', dayStart: 4 },
  projects: [
    { id: 'work', name: 'Work', parentId: null },
    { id: 'home', name: 'Home', parentId: null },
    { id: 'home-2', name: 'home', parentId: 'work' },
  ],
  sections: [{ id: 'later', name: 'Later' }],
  labels: [
    { id: 'phone', name: 'phone' },
    { id: 'home-a', name: 'home a' },
    { id: 'home-b', name: 'home b' },
  ],
};
const todo: FilteredTodo = {
  title: 'Call the bank',
  notes: '',
  priority: 2,
  start: null,
  due: '2026-12-03T09:00',
  deadline: null,
  recurrence: null,
  projectId: 'home',
  sectionId: null,
  parentId: null,
  labelIds: ['phone'],
  createdAt: '2026-11-01T12:00:00.000Z',
  completedAt: null,
};
const treeOf = (query: string) => parseFilter(query, { today }).tree!;
const stepsIn = (parts: readonly Explanation[]): string[] =>
  parts.flatMap(({ step, parts: within }) => [...(step ? [step.words] : []), ...stepsIn(within)]);
const steps = (query: string, changes: Partial<FilteredTodo> = {}) =>
  stepsIn(explainFilter(treeOf(query), { ...todo, ...changes }, context));

describe('The steps that put a todo into a filter', () => {
  it.each([
    ['#Work', ['Move it to “Work”']],
    ['#Nope', []],
    ['/Later', ['Move it to “Later”']],
    ['@home a', ['Add the label “home a”']],
    ['@home*', []],
    ['p1', ['Set its priority to p1']],
    ['p4', ['Remove its priority']],
    ['today', ['Set its due date to 2026-11-30']],
    ['overdue', []],
    ['due before: +3 days', ['Set its due date to 2026-11-30']],
    ['start before: today', ['Set its start date to 2026-11-29']],
    ['start after: -7 days', ['Set its start date to 2026-11-30']],
    ['deadline after: +1 week', ['Set its deadline to 2026-12-08']],
    ['next 2 days', ['Set its due date to 2026-11-30']],
    ['no due', ['Remove its due date']],
    ['no label', ['Remove the label “phone”']],
    ['is:completed', ['Complete it']],
    ['created on: today', []],
    ['is:recurring', []],
    ['text:milk', []],
    ['!p2 & today', ['Remove its priority', 'Set its due date to 2026-11-30']],
    ['!@phone', ['Remove the label “phone”']],
  ])('%s: %j', (query, expected) => {
    expect(steps(query)).toEqual(expected);
  });

  it('reopen what is completed', () => {
    expect(steps('p2', { completedAt: '2026-11-29T12:00:00.000Z' })).toEqual(['Reopen it']);
  });

  it('leave alone what repeats, and what is where its parent is', () => {
    const recurrence = { rule: 'FREQ=DAILY' };
    expect(steps('no due', { recurrence })).toEqual([]);
    expect(steps('is:completed', { recurrence })).toEqual([]);
    expect(steps('#Work | /Later', { parentId: 'parent' })).toEqual([]);
  });
});

it('Steps that take a todo out of a filter are those of what holds it there', () => {
  expect(steps('@phone & (p2 | today)')).toEqual(['Complete it', 'Remove the label “phone”', 'Remove its priority']);
});

/** What a change makes of a todo. */
function changed(before: FilteredTodo, change: StepChange): FilteredTodo {
  switch (change.kind) {
    case 'place':
      return { ...before, projectId: change.projectId, sectionId: null };
    case 'section':
      return { ...before, sectionId: change.sectionId };
    case 'labels':
      return {
        ...before,
        labelIds: [...before.labelIds.filter((id) => !change.remove.includes(id)), ...change.add],
      };
    case 'priority':
      return { ...before, priority: change.priority };
    case 'date':
      return { ...before, [change.field]: change.date };
    default:
      return { ...before, completedAt: change.completed ? '2026-11-30T10:00:00.000Z' : null };
  }
}

const date = fc
  .tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom('', 'T02:00', 'T12:00', 'T02:00[Asia/Tokyo]'))
  .map(([ahead, time]) => new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10) + time);
const anyTodo: fc.Arbitrary<FilteredTodo> = fc.record({
  title: fc.constant('Call the bank'),
  notes: fc.constant(''),
  priority: fc.integer({ min: 1, max: 4 }),
  start: fc.option(date),
  due: fc.option(date),
  deadline: fc.option(date),
  recurrence: fc.option(fc.constant({ rule: 'FREQ=DAILY' })),
  projectId: fc.constantFrom(...context.projects.map(({ id }) => id)),
  sectionId: fc.constantFrom(null, 'later'),
  parentId: fc.constantFrom(null, 'parent'),
  labelIds: fc.subarray(context.labels.map(({ id }) => id)),
  createdAt: fc.constant('2026-11-01T12:00:00.000Z'),
  completedAt: fc.constantFrom(null, '2026-11-20T12:00:00.000Z'),
});
const words = '#Work #Home ##Work /Later @phone @home* @* p1 p2 p4 today overdue text:bank is:completed is:recurring';
const clauses = [
  ...words.split(' '),
  'next 3 days',
  ...['due', 'start', 'deadline', 'label'].map((what) => `no ${what}`),
  ...['due', 'start', 'deadline'].flatMap((field) =>
    ['before', 'after', 'on'].flatMap((op) => ['-3 days', 'today', '+3 days'].map((day) => `${field} ${op}: ${day}`)),
  ),
];

it('Each step makes its condition what is wanted of it', () => {
  let offered = 0;
  fc.assert(
    fc.property(fc.constantFrom(...clauses), anyTodo, fc.boolean(), (text, before, wanted) => {
      const clause = treeOf(text);
      if (clause.kind === 'and' || clause.kind === 'or' || clause.kind === 'not') throw new Error(text);
      const step = stepFor(clause, wanted, before, context, (day) => day);
      if (!step) return;
      offered++;
      const after = { ...changed(before, step.change), ...(clause.kind !== 'is' && { completedAt: null }) };
      expect([text, wanted, after, compileFilter(clause, context)(after)]).toEqual([text, wanted, after, wanted]);
    }),
    { numRuns: 1_000 },
  );
  expect(offered).toBeGreaterThan(300);
});
