import * as fc from 'fast-check';
import { type Clock, dayAt, dayLater, plannedDay } from '../dates.js';
import { compileFilter } from './compile-filter.js';
import type { FilterContext, FilteredTodo } from './filter-context.js';
import { parseFilter } from './parse-filter.js';

const today = '2026-11-30';
const clock: Clock = { zone: 'Europe/Lisbon', dayStart: 4 };
const context: FilterContext = {
  today,
  clock,
  projects: [
    { id: 'inbox', name: 'Inbox', parentId: null },
    { id: 'work', name: 'Work', parentId: null },
    { id: 'backend', name: 'Back end', parentId: 'work' },
    { id: 'api', name: 'API', parentId: 'backend' },
    { id: 'other-work', name: 'work', parentId: 'inbox' },
    { id: 'r&d', name: 'R&D', parentId: null },
  ],
  sections: [
    { id: 'later', name: 'Later' },
    { id: 'later-too', name: 'later' },
  ],
  labels: [
    { id: 'phone', name: 'phone' },
    { id: 'home', name: 'home' },
    { id: 'homework', name: 'Homework' },
    { id: 'büro', name: 'Büro' },
  ],
};

const plain: FilteredTodo = {
  title: 'Call the bank',
  notes: '',
  priority: 4,
  start: null,
  due: null,
  deadline: null,
  recurrence: null,
  projectId: 'inbox',
  sectionId: null,
  parentId: null,
  labelIds: [],
  createdAt: '2026-11-01T12:00:00.000Z',
  completedAt: null,
};

function matches(query: string, todo: Partial<FilteredTodo> = {}): boolean {
  const { tree, errors } = parseFilter(query, { today });
  expect(errors).toEqual([]);
  return compileFilter(tree!, context)({ ...plain, ...todo });
}

describe('What a filter matches', () => {
  it.each<[string, Partial<FilteredTodo>, boolean]>([
    ['#work', { projectId: 'work' }, true],
    ['#work', { projectId: 'other-work' }, true],
    ['#work', { projectId: 'api' }, false],
    ['##work', { projectId: 'api' }, true],
    ['##inbox', { projectId: 'other-work' }, true],
    ['#"r&d"', { projectId: 'r&d' }, true],
    ['#nothing', {}, false],
    ['/LATER', { sectionId: 'later-too' }, true],
    ['/later', {}, false],
    ['@home', { labelIds: ['homework'] }, false],
    ['@home*', { labelIds: ['homework'] }, true],
    ['@*work', { labelIds: ['homework'] }, true],
    ['@*o*e*', { labelIds: ['phone'] }, true],
    ['@h*om*me', { labelIds: ['home'] }, false],
    ['@ho*ome', { labelIds: ['home'] }, false],
    ['@*', {}, false],
    ['@bu\u0308ro', { labelIds: ['büro'] }, true],
    ['no label', {}, true],
    ['p4', {}, true],
    ['today', { due: today }, true],
    // Before four in the morning it is the day before.
    ['today', { due: '2026-12-01T03:59' }, true],
    ['today', { due: '2026-12-01T04:00' }, false],
    ['today', { due: '2026-12-01T09:00[Asia/Tokyo]' }, true],
    ['overdue', { due: '2026-11-29T23:00' }, true],
    ['overdue', {}, false],
    ['next 7 days', { due: '2026-12-06' }, true],
    ['next 7 days', { due: '2026-12-07' }, false],
    ['next 7 days', { due: '2026-11-29' }, false],
    ['due after: today', {}, false],
    ['!(due after: today)', {}, true],
    ['start before: tomorrow', { start: today }, true],
    ['start before: today', { start: today }, false],
    ['deadline after: +1 week', { deadline: '2026-12-08' }, true],
    ['created on: 1 nov 2026', {}, true],
    ['created on: 2026-11-02', { createdAt: '2026-11-03T03:59:59.999Z' }, true],
    ['created on: 2026-11-02', { createdAt: '2026-11-03T04:00:00.000Z' }, false],
    ['text:BANK', {}, true],
    ['text:"a.*b"', {}, false],
    ['text:"a.*b"', { notes: 'x\nA.*B' }, true],
    ['is:recurring', { recurrence: { rule: 'FREQ=DAILY' } }, true],
    ['is:subtask', { parentId: 'x' }, true],
  ])('%s, %j: %s', (query, todo, expected) => expect(matches(query, todo)).toBe(expected));

  it('is open todos alone, unless completing is asked about', () => {
    const completedAt = '2026-11-30T10:00:00.000Z';
    expect(matches('p4', { completedAt })).toBe(false);
    expect(matches('!p1', { completedAt })).toBe(false);
    expect(matches('is:completed', { completedAt })).toBe(true);
    expect(matches('is:completed')).toBe(false);
    expect(matches('completed on: today | p4', { completedAt: '2026-01-01T10:00:00.000Z' })).toBe(true);
    expect(matches('completed before: tomorrow')).toBe(false);
  });
});

/** Queries as data, made and judged here, apart from what the filters do. */
type Asked =
  { not: Asked } | { all: Asked[] } | { any: Asked[] } | { words: string; judge: (todo: FilteredTodo) => boolean };

const dayOf = (field: string, todo: FilteredTodo): string | null => {
  const value = todo[field as 'due'];
  if (value === null) return null;
  return field === 'created' || field === 'completed' ? null : plannedDay(value, clock);
};
const momentOf = (field: string, todo: FilteredTodo): string | null => {
  const value = field === 'created' ? todo.createdAt : todo.completedAt;
  return value === null ? null : dayAt(Date.parse(value), clock);
};

const dated: fc.Arbitrary<Asked> = fc
  .tuple(
    fc.constantFrom('due', 'start', 'deadline', 'created', 'completed'),
    fc.constantFrom('before', 'after', 'on'),
    fc.integer({ min: -5, max: 5 }),
    fc.boolean(),
  )
  .map(([field, op, ahead, iso]) => {
    const wanted = dayLater(today, ahead);
    return {
      words: `${field} ${op}: ${iso ? wanted : `${ahead < 0 ? '' : '+'}${ahead} days`}`,
      judge: (todo: FilteredTodo) => {
        const day = field === 'created' || field === 'completed' ? momentOf(field, todo) : dayOf(field, todo);
        if (day === null) return false;
        return op === 'before' ? day < wanted : op === 'after' ? day > wanted : day === wanted;
      },
    };
  });
const simple = fc.constantFrom<Asked>(
  { words: '#Work', judge: ({ projectId }) => ['work', 'other-work'].includes(projectId) },
  { words: '##Work', judge: ({ projectId }) => ['work', 'other-work', 'backend', 'api'].includes(projectId) },
  { words: '#"R&D"', judge: ({ projectId }) => projectId === 'r&d' },
  { words: '/Later', judge: ({ sectionId }) => sectionId !== null },
  { words: '@phone', judge: ({ labelIds }) => labelIds.includes('phone') },
  { words: '@home*', judge: ({ labelIds }) => labelIds.some((id) => id.startsWith('home')) },
  { words: 'p1', judge: ({ priority }) => priority === 1 },
  { words: 'p4', judge: ({ priority }) => priority === 4 },
  { words: 'today', judge: (todo) => dayOf('due', todo) === today },
  { words: 'overdue', judge: (todo) => (dayOf('due', todo) ?? '9999') < today },
  { words: 'no date', judge: ({ due }) => due === null },
  { words: 'no start', judge: ({ start }) => start === null },
  { words: 'no label', judge: ({ labelIds }) => labelIds.length === 0 },
  { words: 'next 3 days', judge: (todo) => [0, 1, 2].some((days) => dayOf('due', todo) === dayLater(today, days)) },
  { words: 'is:recurring', judge: ({ recurrence }) => recurrence !== null },
  { words: 'is:subtask', judge: ({ parentId }) => parentId !== null },
  { words: 'is:completed', judge: ({ completedAt }) => completedAt !== null },
  { words: 'text:bank', judge: ({ title, notes }) => `${title}\n${notes}`.toLowerCase().includes('bank') },
);
const asked: fc.Arbitrary<Asked> = fc.letrec<{ any: Asked }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    dated,
    tie('any').map((not) => ({ not })),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
  ),
})).any;

const textOf = (query: Asked): string => {
  if ('words' in query) return query.words;
  if ('not' in query) return `!(${textOf(query.not)})`;
  if ('all' in query) return query.all.map((part) => ('any' in part ? `( ${textOf(part)})` : textOf(part))).join('&');
  return query.any.map(textOf).join(' | ');
};
const judged = (query: Asked, todo: FilteredTodo): boolean => {
  if ('words' in query) return query.judge(todo);
  if ('not' in query) return !judged(query.not, todo);
  return 'all' in query ? query.all.every((part) => judged(part, todo)) : query.any.some((part) => judged(part, todo));
};

const near = fc.integer({ min: -6, max: 6 });
const date = near.chain((ahead) =>
  fc
    .constantFrom('', 'T02:00', 'T12:00', 'T02:00[Asia/Tokyo]', 'T23:30[America/Lima]')
    .map((time) => dayLater(today, ahead) + time),
);
const moment = fc
  .tuple(near, fc.integer({ min: 0, max: 86_399_999 }))
  .map(([ahead, ms]) => new Date(Date.parse(dayLater(today, ahead)) + ms).toISOString());
const todo: fc.Arbitrary<FilteredTodo> = fc.record({
  title: fc.constantFrom('Call the bank', 'Water the ferns'),
  notes: fc.constantFrom('', 'The Bank closes at five'),
  priority: fc.integer({ min: 1, max: 4 }),
  start: fc.option(date),
  due: fc.option(date),
  deadline: fc.option(date),
  recurrence: fc.option(fc.constant({ rule: 'FREQ=DAILY' })),
  projectId: fc.constantFrom(...context.projects.map(({ id }) => id)),
  sectionId: fc.constantFrom(null, 'later', 'later-too'),
  parentId: fc.constantFrom(null, 'parent'),
  labelIds: fc.subarray(context.labels.map(({ id }) => id)),
  createdAt: moment,
  completedAt: fc.option(moment, { freq: 2 }),
});

describe('Generated queries', () => {
  it('match the todos that a reading of them by hand does', () => {
    let [matched, unmatched] = [0, 0];
    fc.assert(
      fc.property(asked, fc.array(todo, { minLength: 40, maxLength: 40 }), (query, todos) => {
        const text = textOf(query);
        fc.pre(text.length <= 500);
        const { tree, errors } = parseFilter(text, { today });
        expect(errors).toEqual([]);
        const test = compileFilter(tree!, context);
        const isOpenOnly = !/completed/.test(text);
        for (const one of todos) {
          const expected = (!isOpenOnly || one.completedAt === null) && judged(query, one);
          expect([text, one, test(one)]).toEqual([text, one, expected]);
          if (expected) matched++;
          else unmatched++;
        }
      }),
      { numRuns: 300 },
    );
    // Neither all nor nothing.
    expect(Math.min(matched, unmatched)).toBeGreaterThan(1_000);
  });
});
