import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { type MarkedText, markText, markTodo } from './marks.js';
import { findNames, SearchIndex, type SearchedTodo, type SearchNames } from './search-index.js';
import { searchQuery } from './search-query.js';

/** Each search with what it finds, what it finds not, and what it finds in notes (`||`); marks in brackets, lines apart by `/`. */
const [, found = '', missing = '', inNotes = ''] = readFileSync(
  new URL('search-lines.txt', import.meta.url),
  'utf8',
).split(/^## .*\n/m);
const linesOf = <Parts>(text: string) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split(' => ') as Parts);

const NO_NAMES: SearchNames = { projects: [], sections: [], labels: [] };
const plain: SearchedTodo = {
  id: 'a',
  title: 'Call',
  notes: '',
  projectId: 'inbox',
  sectionId: null,
  labelIds: [],
  completedAt: null,
  updatedAt: '2026-11-01T12:00:00.000Z',
};
function indexOf(...todos: Partial<SearchedTodo>[]): SearchIndex<SearchedTodo> {
  const index = new SearchIndex<SearchedTodo>();
  todos.forEach((todo, nth) =>
    index.write(undefined, { ...plain, id: `todo ${String(nth).padStart(3, '0')}`, ...todo }),
  );
  return index;
}
const titles = (index: SearchIndex<SearchedTodo>, typed: string, names: Partial<SearchNames> = {}) =>
  index.find(typed, { ...NO_NAMES, ...names }).map(({ title }) => title);

function withMarks({ text, ranges }: MarkedText): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of ranges) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}
const withoutMarks = (shown: string) => shown.replaceAll(/\[(?! \])|(?<!\[ )\]/g, '');

describe('What is found', () => {
  it.each(linesOf<[string, string]>(found))('%j finds %s', (typed, shown) => {
    const title = withoutMarks(shown);
    expect(titles(indexOf({ title }), typed)).toEqual([title]);
    expect(withMarks(markText(title, searchQuery(typed)!))).toBe(shown);
  });

  it.each(linesOf<[string, string]>(missing))('%j does not find %j', (typed, title) => {
    expect(titles(indexOf({ title }), typed)).toEqual([]);
  });

  it.each(linesOf<[string, string, string]>(inNotes))('%j in %j shows %j', (typed, texts, shown) => {
    const [title = '', notes = ''] = texts.replaceAll('\\n', '\n').replaceAll('\\r', '\r').split('||');
    expect(titles(indexOf({ title, notes }), typed)).toEqual([title]);
    const marked = markTodo({ title, notes }, searchQuery(typed)!);
    expect(marked.notes.map(withMarks).join('/')).toBe(shown);
  });

  it('finds words in different places of a todo, and by the names of its project, section and labels', () => {
    const index = indexOf({ title: 'Call', notes: 'the bank', projectId: 'p', sectionId: 's', labelIds: ['l', 'm'] });
    const names = {
      projects: [{ id: 'p', name: 'Büro' }],
      sections: [{ id: 's', name: 'This week' }],
      labels: [{ id: 'm', name: 'waiting-for' }],
    };
    for (const typed of ['call bank', 'buro call', 'week bank', 'waiting call', 'waitnig burro'])
      expect(titles(index, typed, names)).toEqual(['Call']);
    expect(titles(index, 'call büro')).toEqual([]);
    expect(titles(indexOf({ title: 'Call' }), 'büro', names)).toEqual([]);
  });

  it('searches for the first 200 characters', () => {
    const title = 'x'.repeat(200);
    expect(titles(indexOf({ title }), `${title} nothing`)).toEqual([title]);
  });
});

describe('The order', () => {
  it('has what is met as it was typed before beginnings, parts and slips', () => {
    const inOrder = ['Milk', 'The milk', 'The milkman', 'Oatmilk', 'The mulk', 'The silk'];
    const shuffled = [4, 2, 1, 0, 5, 3].map((nth) => ({ title: inOrder[nth]! }));
    expect(titles(indexOf(...shuffled), 'milk')).toEqual(inOrder);
    expect(titles(indexOf({ title: 'Milk the cow' }, { title: 'Milky way, the cow' }), 'the milk')).toEqual([
      'Milk the cow',
      'Milky way, the cow',
    ]);
  });

  it('has titles before names before notes', () => {
    const index = indexOf(
      { title: 'In notes', notes: 'bank' },
      { title: 'By its label', labelIds: ['l'] },
      { title: 'At the bank' },
    );
    expect(titles(index, 'bank', { labels: [{ id: 'l', name: 'bank' }] })).toEqual([
      'At the bank',
      'By its label',
      'In notes',
    ]);
  });

  it('has what is open before what is completed, then what changed last, then what was made last', () => {
    const [early, late] = ['2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z'];
    const index = indexOf(
      { title: 'Call 1', completedAt: late, updatedAt: late },
      { title: 'Call 2', updatedAt: early },
      { title: 'Call 3', updatedAt: late },
      { title: 'Call 4', updatedAt: early },
      { title: 'Calling', updatedAt: late },
    );
    expect(titles(index, 'call')).toEqual(['Call 3', 'Call 4', 'Call 2', 'Call 1', 'Calling']);
  });

  it('finds projects, sections and labels by their names', () => {
    const things = ['Homework', 'Home', 'At home', 'Garden'].map((name) => ({ id: name, name }));
    expect(findNames('home', things).map(({ name }) => name)).toEqual(['Home', 'At home', 'Homework']);
    expect(findNames('gaden', things).map(({ name }) => name)).toEqual(['Garden']);
    expect(findNames(' ', things)).toEqual([]);
  });
});

describe('Over any texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom('a', 'b', 'ß', 'é', 'ﬁ', ' ', '\n', "'", '👍🏽', '1'), maxLength: 20 }),
  );
  const line = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'A', 'ä', ' ', '-', '7'),
    minLength: 1,
    maxLength: 12,
  });
  const todos = fc.array(
    fc.record({ title: line, notes: line, completed: fc.boolean(), second: fc.integer({ min: 10, max: 59 }) }),
    { maxLength: 12 },
  );
  const todoOf = ({
    title,
    notes,
    completed,
    second,
  }: {
    title: string;
    notes: string;
    completed: boolean;
    second: number;
  }) => {
    const updatedAt = `2026-11-01T12:00:${second}.000Z`;
    return { title, notes, updatedAt, completedAt: completed ? updatedAt : null };
  };

  it('never throws, and marks only what is in the text, at the borders of characters', () => {
    const borders = (of: string) =>
      new Set([...Array.from(new Intl.Segmenter().segment(of), ({ index }) => index), of.length]);
    fc.assert(
      fc.property(text, text, text, (typed, title, notes) => {
        indexOf({ title, notes }).find(typed, { ...NO_NAMES, labels: [{ id: 'l', name: notes }] });
        const query = searchQuery(typed);
        if (!query) return;
        const marked = markTodo({ title, notes }, query);
        expect(marked.title.text).toBe(title);
        for (const { text: shown, ranges } of [marked.title, ...marked.notes]) {
          let last = -1;
          for (const { start, end } of ranges) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(shown.length);
            expect([start, end].every((place) => borders(shown).has(place))).toBe(true);
            last = end;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has a todo first whose title is what was typed', () => {
    fc.assert(
      fc.property(todos, line, (others, title) => {
        fc.pre(searchQuery(title) !== undefined);
        const index = indexOf(...others.map(todoOf), { title, completedAt: plain.updatedAt });
        const [first] = titles(index, title);
        expect(wordsOf(first ?? '')).toEqual(wordsOf(title));
      }),
    );
  });

  it('finds all that has every word as it was typed, before all else', () => {
    fc.assert(
      fc.property(todos, line, (all, typed) => {
        fc.pre(searchQuery(typed) !== undefined);
        const index = indexOf(...all.map(todoOf));
        const has = ({ title, notes }: SearchedTodo) =>
          wordsOf(typed).every((word) => [...wordsOf(title), ...wordsOf(notes)].includes(word));
        const result = index.find(typed, NO_NAMES);
        const expected = all.filter((todo) => has({ ...plain, ...todoOf(todo) })).length;
        expect(result.map(has)).toEqual(result.map((_, nth) => nth < expected));
      }),
    );
  });

  it('forgets the words of notes that changed, though the title did not', () => {
    const index = new SearchIndex<SearchedTodo>();
    const before = { ...plain, notes: 'the bank' };
    index.write(undefined, before);
    index.write(before, { ...plain, notes: 'the shop' });
    expect(['bank', 'shop', 'call'].map((typed) => titles(index, typed).length)).toEqual([0, 1, 1]);
  });

  it('is after any changes as if it were made anew', () => {
    const changes = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(todos)), { maxLength: 30 });
    fc.assert(
      fc.property(changes, line, (steps, typed) => {
        const index = new SearchIndex<SearchedTodo>();
        const now = new Map<string, SearchedTodo>();
        for (const [nth, some] of steps) {
          const [id, before] = [`${nth}`, now.get(`${nth}`)];
          const after = some?.[0] && { ...plain, ...todoOf(some[0]), id };
          index.write(before, after);
          if (after) now.set(id, after);
          else now.delete(id);
        }
        const anew = new SearchIndex<SearchedTodo>();
        for (const todo of now.values()) anew.write(undefined, todo);
        expect(index.find(typed, NO_NAMES)).toEqual(anew.find(typed, NO_NAMES));
        expect([...now.keys()].every((id) => index.has(id))).toBe(true);
      }),
    );
  });
});

/** Words as people see them, written apart from the search: letters and digits between anything else. */
function wordsOf(text: string): string[] {
  const letters: Record<string, string> = { ä: 'a', A: 'a' };
  const words = [''];
  for (const letter of text) {
    if (letter === ' ' || letter === '-') words.push('');
    else words.push((words.pop() ?? '') + (letters[letter] ?? letter));
  }
  return words.filter(Boolean);
}
