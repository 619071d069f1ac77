import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { moveRanges, type QuickAddSource, readQuickAdd } from './quick-add.js';
import { languagesFor } from './words/languages.js';

/** The names in the lines of quick-add-lines.txt. */
const names: QuickAddSource['names'] = {
  projects: ['Home', 'Work', 'My list', 'My list of books', 'R&D', '2027', 'Inbox'].map((name) => ({ id: name, name })),
  sections: [
    { id: 'Kitchen', name: 'Kitchen', projectId: 'Home' },
    { id: 'Living room', name: 'Living room', projectId: 'Home' },
    { id: 'Backlog', name: 'Backlog', projectId: 'Work' },
    { id: 'Later', name: 'Later', projectId: 'Inbox' },
  ],
  labels: ['bills', 'phone', 'waiting for', '5min', 'Büro'].map((name) => ({ id: name, name })),
  projectId: 'Inbox',
  places: true,
};

/** Each line with what it is read as, below the setting in which it is typed. */
const table = readFileSync(new URL('quick-add-lines.txt', import.meta.url), 'utf8');
const sections = table
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [setting = '', ...lines] = section.trimEnd().split('\n');
    return { setting, lines: lines.map((line) => line.split(' => ') as [typed: string, read: string]) };
  });
const source = sourceOf('en+de 2026-11-30T10:00 Europe/Lisbon');

describe.each(sections)('A line typed by $setting', ({ setting, lines }) => {
  it.each(lines)('%j is %s', (line, read) => expect(described(line, sourceOf(setting))).toBe(read));
});

describe('The table of lines', () => {
  it('has more than 250, and as many that stay text as are understood', () => {
    const lines = sections.flatMap(({ lines }) => lines);
    const text = lines.filter(([, read]) => read === 'text');
    expect(lines.length).toBeGreaterThan(250);
    expect(text.length).toBeGreaterThan(150);
    expect(lines.length - text.length).toBeGreaterThan(150);
  });
});

const known = sections.flatMap(({ lines }) => lines.flatMap(([line]) => line.split(' ')));
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...new Set(known)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'grapheme' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"', '“', '”', '(', ')', '{', '}', '#', '@', '/', ',', '.', '!', '  ', '\t'),
  },
);
const line = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '', '  ')), { maxLength: 30 })
  .map((words) => words.flat().join(''));

describe('Any line', () => {
  it('loses nothing: the title and what the chips took are the line', () => {
    fc.assert(
      fc.property(line, (line) => {
        const { title, chips } = readQuickAdd(line, source);
        let [left, from] = ['', 0];
        for (const { start, end } of chips) {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          left += `${line.slice(from, start)} `;
          from = end;
        }
        left += line.slice(from);
        expect(squeezed(title)).toBe(squeezed(left));
        // What was parted stays parted.
        for (const word of title.split(/\s+/)) expect(isPieceOf(left, word)).toBe(true);
      }),
      { numRuns: 1_500, examples: [['Pay tomorrow!" ']] },
    );
  });

  it('is read the same again, and as all text once its chips are dismissed', () => {
    fc.assert(
      fc.property(line, (line) => {
        const first = readQuickAdd(line, source);
        expect(readQuickAdd(line, source)).toEqual(first);
        let dismissed = first.chips.map(({ start, end }) => ({ start, end }));
        for (let round = 0; round < 12; round++) {
          const { chips } = readQuickAdd(line, { ...source, dismissed });
          if (chips.length === 0) break;
          for (const chip of chips)
            expect(dismissed.some(({ start, end }) => chip.start < end && start < chip.end)).toBe(false);
          dismissed = [...dismissed, ...chips];
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes work in proportion to its length', () => {
    const stepsOf = (line: string) => {
      const work = { steps: 0 };
      readQuickAdd(line, source, work);
      return work.steps / line.length;
    };
    const some = [
      'every monday and tuesday ',
      'every 1st, 2nd, 3rd and ',
      '27 nov, 2027 at 9 ',
      '{ ',
      '" “ ',
      'on the ',
      '#My @waiting /Living ',
      'a, ',
    ];
    for (const part of some) expect(stepsOf(part.repeat(1_900 / part.length))).toBeLessThan(200);
    fc.assert(fc.property(line, (line) => line === '' || stepsOf(line) < 500));
  });

  it('of more than anybody types is text', () => {
    const long = 'tomorrow '.repeat(300);
    expect(readQuickAdd(long, source)).toEqual({ title: long.trim(), chips: [], offers: [], fields: {} });
  });
});

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Whether a word of the title stands like that in what was left, or with punctuation that moved up to it. */
function isPieceOf(left: string, word: string): boolean {
  const [, bare] = /^(.*?)[,.;:!?)\]}]*$/.exec(word)!;
  return left.includes(bare!);
}

describe('A place without places', () => {
  it('takes labels alone', () =>
    expect(described('Buy milk #Home /Kitchen @bills', { ...source, names: { ...source.names, places: false } })).toBe(
      'Buy milk #Home /Kitchen | @bills',
    ));
});

describe('What was dismissed', () => {
  const dismissed = [{ start: 9, end: 15 }];
  it('stays text, and what is beside it is read', () => {
    expect(readQuickAdd('Call Ann monday 9am', { ...source, dismissed })).toMatchObject({
      title: 'Call Ann monday',
      fields: { due: '2026-12-01T09:00' },
    });
  });

  it.each([
    ['Call Ann monday', 'Call Ann monday 9am', [{ start: 9, end: 15 }]],
    ['Call Ann monday', 'Please Call Ann monday', [{ start: 16, end: 22 }]],
    ['Call Ann monday', 'Call Ann sunday', []],
    ['Call Ann monday', 'Call Ann', []],
    ['Call Ann monday', 'Call monday', [{ start: 5, end: 11 }]],
  ])('%j, written on as %j, is at %j', (before, after, ranges) =>
    expect(moveRanges(before, after, dismissed)).toEqual(ranges),
  );
});

describe('A chip', () => {
  it('says where it stands, and what it takes', () => {
    expect(readQuickAdd('Pay #Home tomorrow p1', source).chips).toEqual([
      { kind: 'project', start: 4, end: 9, text: '#Home', id: 'Home', name: 'Home' },
      { kind: 'due', start: 10, end: 18, text: 'tomorrow' },
      { kind: 'priority', start: 19, end: 21, text: 'p1' },
    ]);
  });
});

/** Reads "en 2026-11-30T10:00 Europe/Lisbon". */
function sourceOf(setting: string): QuickAddSource {
  const [languages = '', now = '', zone = '', today = now.slice(0, 10), from] = setting.split(' ');
  return { languages: languagesFor(languages.split('+')), now, today, zone, names, from };
}

/** What a line is read as, in the notation of quick-add-lines.txt. */
function described(line: string, source: QuickAddSource): string {
  const { title, fields, offers } = readQuickAdd(line, source);
  const { priority, labelIds = [], projectId, sectionId, start, due, deadline, recurrence } = fields;
  const parts = [
    projectId && `#${projectId}`,
    sectionId && `/${sectionId}`,
    ...labelIds.map((id) => `@${id}`),
    priority && `p${priority}`,
    start && `start ${start}`,
    due && `due ${due}`,
    deadline && `deadline ${deadline}`,
    recurrence && `${recurrence.rule}${recurrence.from === 'due' ? '' : ' from completion'}`,
    ...offers.map(({ kind, name }) => `offers ${kind} ${name}`),
  ];
  const said = parts.filter((part) => part !== undefined && part !== '');
  if (title === line && said.length === 0) return 'text';
  return [title, ...said].join(' | ');
}
