import * as fc from 'fast-check';
import { compileFilter } from './compile-filter.js';
import { type Explanation, explainFilter } from './explain-filter.js';
import type { FilterContext, FilteredTodo } from './filter-context.js';
import { nameProblems } from './name-problems.js';
import { parseFilter } from './parse-filter.js';

const today = '2026-11-30';
const context: FilterContext = {
  today,
  clock: { zone: 'UTC', dayStart: 0 },
  projects: [
    { id: 'work', name: 'Work', parentId: null },
    { id: 'api', name: 'API', parentId: 'work' },
    { id: 'home', name: 'Home', parentId: null },
  ],
  sections: [{ id: 'later', name: 'Later' }],
  labels: [
    { id: 'phone', name: 'phone' },
    { id: 'waiting', name: 'waiting for' },
  ],
};
const todo: FilteredTodo = {
  title: 'Call the bank',
  notes: 'Ask for Ms Braun',
  priority: 2,
  start: null,
  due: '2026-12-01T09:00',
  deadline: null,
  recurrence: null,
  projectId: 'api',
  sectionId: null,
  parentId: null,
  labelIds: ['phone'],
  createdAt: '2026-11-01T12:00:00.000Z',
  completedAt: null,
};
const parse = (query: string) => parseFilter(query, { today });
const explain = (query: string, changes: Partial<FilteredTodo> = {}) =>
  explainFilter(parse(query).tree!, { ...todo, ...changes }, context);
const written = ({ text, matches, because, parts }: Explanation, depth = 0): string[] => [
  `${'  '.repeat(depth)}${matches ? '+' : '-'} ${text}: ${because}`,
  ...parts.flatMap((part) => written(part, depth + 1)),
];

describe('Why a todo is in a filter', () => {
  it.each([
    ['#Work', '- #Work: It is in the project “API”.'],
    ['##Work', '+ ##Work: It is in the project “API”, which is below “Work”.'],
    ['##Home', '- ##Home: It is in the project “API”, which is not below “Home”.'],
    ['#Nope', '- #Nope: There is no project called “Nope”.'],
    ['/Later', '- /Later: It is in no section.'],
    ['/Nope', '- /Nope: There is no section called “Nope”.'],
    ['@ph*', '+ @ph*: It has the label “phone”.'],
    ['@waiting for', '- @waiting for: Its labels are “phone”.'],
    ['@nope', '- @nope: There is no label called “nope”.'],
    ['no label', '- no label: Its labels are “phone”.'],
    ['p1', '- p1: Its priority is p2.'],
    ['due before: +7 days', '+ due before: +7 days: It is due 2026-12-01, before 2026-12-07.'],
    ['due before: tomorrow', '- due before: tomorrow: It is due 2026-12-01, the same day.'],
    ['due on: tomorrow', '+ due on: tomorrow: It is due 2026-12-01.'],
    ['overdue', '- overdue: It is due 2026-12-01, after 2026-11-30.'],
    ['start before: today', '- start before: today: It has no start date.'],
    ['no deadline', '+ no deadline: It has no deadline.'],
    ['no due', '- no due: It is due 2026-12-01.'],
    ['next 7 days', '+ next 7 days: It is due 2026-12-01. The days are 2026-11-30 to 2026-12-06.'],
    ['created before: -7 days', '+ created before: -7 days: It was created 2026-11-01, before 2026-11-23.'],
    ['is:recurring', '- is:recurring: It does not repeat.'],
    ['is:subtask', '- is:subtask: It is not a subtask.'],
    ['text:bank', '+ text:bank: “bank” is in its title.'],
    ['text:braun', '+ text:braun: “braun” is in its notes.'],
    ['text:milk', '- text:milk: “milk” is neither in its title nor in its notes.'],
  ])('says of %s what decided', (query, expected) => {
    expect(explain(query).flatMap((one) => written(one))).toEqual(['+ !is:completed: It is open.', expected]);
  });

  it('goes through it clause by clause', () => {
    expect(explain('p2 & !(today | @phone)').flatMap((one) => written(one))).toEqual([
      '+ !is:completed: It is open.',
      '- p2 & !(today | @phone): 1 of 2 conditions is met; all are needed.',
      '  + p2: Its priority is p2.',
      '  - !(today | @phone): What stands behind ! is true.',
      '    + today | @phone: 1 of 2 conditions is met; one is enough.',
      '      - today: It is due 2026-12-01, after 2026-11-30.',
      '      + @phone: It has the label “phone”.',
    ]);
  });

  it('says that a completed todo is not looked at', () => {
    const completedAt = '2026-11-30T10:00:00.000Z';
    expect(explain('p2', { completedAt })[0]).toMatchObject({ matches: false, because: /^It is completed\./ });
    expect(explain('completed on: today', { completedAt }).flatMap((one) => written(one))).toEqual([
      '+ completed on: today: It was completed 2026-11-30.',
    ]);
  });

  it('agrees with the filter', () => {
    const queries = [
      'p1',
      '!p2 | today',
      'completed after: -2 days',
      '##Work & (@phone | /Later)',
      '!(due before: +1 day)',
    ];
    const changed = fc.record({
      priority: fc.integer({ min: 1, max: 4 }),
      due: fc.constantFrom(null, today, '2026-12-03'),
      projectId: fc.constantFrom('work', 'api', 'home'),
      sectionId: fc.constantFrom(null, 'later'),
      labelIds: fc.subarray(['phone', 'waiting']),
      completedAt: fc.constantFrom(null, '2026-11-30T10:00:00.000Z'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...queries), changed, (query, changes) => {
        const expected = compileFilter(parse(query).tree!, context)({ ...todo, ...changes });
        expect(explain(query, changes).every(({ matches }) => matches)).toBe(expected);
      }),
    );
  });
});

describe('Names that nothing has', () => {
  it.each([
    ['#Wrok', 'There is no project called “Wrok”.', '#Work'],
    ['p1 & /Latr', 'There is no section called “Latr”.', '/Later'],
    ['@wait', 'There is no label called “wait”.', '@waiting for'],
    ['#Work p1', 'There is no project called “Work p1”.', '#Work & p1'],
    ['#Work or today', 'There is no project called “Work or today”.', '#Work | today'],
    ['@zzzz', 'There is no label called “zzzz”.', undefined],
  ])('are told of: %s', (query, message, suggestion) => {
    const [problem] = nameProblems(parse(query).clauses, context);
    expect(problem).toMatchObject({ message });
    expect(problem?.suggestion).toBe(suggestion);
    expect(problem?.end).toBe(query.length);
  });

  it('are none where a wildcard finds nothing, and none where all are known', () => {
    expect(nameProblems(parse('@zz* & #work & /later & ##api & @Phone').clauses, context)).toEqual([]);
  });
});
