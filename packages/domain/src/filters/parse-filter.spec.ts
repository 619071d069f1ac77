import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH } from './filter.js';
import { formatFilter } from './format-filter.js';
import { parseFilter } from './parse-filter.js';
import { allLanguages } from '../words/languages.js';

/** Each text with its canonical form; each error with its place, its message, and the text with the suggestion in it. */
const [, understood = '', wrong = ''] = readFileSync(new URL('filter-lines.txt', import.meta.url), 'utf8').split(
  /^## .*\n/m,
);
const lines = understood.trimEnd().split('\n');
const errors = wrong.trimEnd().split(/\n(?! )/);

const today = '2026-11-30';
const parse = (text: string) => parseFilter(text, { today });
const canonical = (text: string) => {
  const { tree } = parse(text);
  return tree && formatFilter(tree);
};
const replaced = (text: string, { start, end, suggestion = '' }: { start: number; end: number; suggestion?: string }) =>
  text.slice(0, start) + suggestion + text.slice(end);

describe('What is understood', () => {
  it.each(lines.map((line) => line.split(' => ') as [string, string]))('%j is %s', (typed, text) => {
    expect(parse(typed).errors).toEqual([]);
    expect(canonical(typed)).toBe(text);
    expect(canonical(text)).toBe(text);
    expect(parse(text).tree).toEqual(parse(typed).tree);
  });

  it('is the same beside other languages, as the server reads it', () => {
    for (const line of lines) {
      const [typed = ''] = line.split(' => ');
      const { tree, errors } = parseFilter(typed, { today, languages: allLanguages });
      expect([typed, tree, errors]).toEqual([typed, parse(typed).tree, []]);
    }
  });

  it('takes an empty text for an empty filter', () => {
    expect(parse(' \n ')).toEqual({ tree: undefined, errors: [], clauses: [] });
  });

  it('knows where each condition stands', () => {
    const text = ' p1 & !(#"R&D" | text:milk)';
    expect(parse(text).clauses.map(({ start, end }) => text.slice(start, end))).toEqual(['p1', '#"R&D"', 'text:milk']);
  });

  it('understands days in the other languages of the browser', async () => {
    const { de } = await import('../words/de.js');
    const { en } = await import('../words/en.js');
    const { tree, errors: none } = parseFilter('due before: übermorgen', { today, languages: [en, de] });
    expect(none).toEqual([]);
    expect(tree && formatFilter(tree)).toBe('due before: übermorgen');
    expect(parse('due before: übermorgen').errors).toHaveLength(1);
  });
});

describe('What is wrong', () => {
  it.each(errors)('%s', (block) => {
    const [typed = '', ...found] = block.split('\n');
    const said = parse(typed).errors.map(({ suggestion, ...error }) => {
      const fixed = suggestion === undefined ? '' : ` => ${replaced(typed, { ...error, suggestion })}`;
      return `  ${error.start}-${error.end} ${error.message}${fixed}`.trimEnd();
    });
    expect(said).toEqual(found);
  });

  it('keeps the rest of the filter', () => {
    expect(canonical('p1 & nonsense & (p2 | )')).toBe('p1 & p2');
  });

  it('reports eight conditions that are none, and reads no further', () => {
    expect(parse('nonsense & '.repeat(40).slice(0, -3)).errors).toHaveLength(8);
  });

  it('looks for missing operators only so long', () => {
    const work = { steps: 0, tries: 0 };
    parseFilter('today p1 a b c d e f | '.repeat(20), { today, work });
    expect(work.tries).toBeLessThan(100);
  });

  it('has limits on length and depth', () => {
    const long = 'p'.repeat(MAX_FILTER_LENGTH + 1);
    expect(parse(long).errors).toEqual([
      { start: 500, end: 501, message: 'A filter has at most 500 characters; this one has 501.' },
    ]);
    const nested = (depth: number) => `${'(!'.repeat(depth / 2)}p1${')'.repeat(depth / 2)}`;
    expect(parse(nested(MAX_FILTER_DEPTH)).errors).toEqual([]);
    expect(parse(nested(MAX_FILTER_DEPTH + 2)).errors).toEqual([
      { start: 20, end: 21, message: 'Parentheses and ! go at most 20 deep. Remove some of them.' },
    ]);
  });

  it('counts as deep only what is within each other', () => {
    const pairs = Array.from({ length: 30 }, () => '(!p1)').join('&');
    expect(parse(pairs).errors).toEqual([]);
    expect(parse(Array.from({ length: 30 }, () => '!p1').join('|')).errors).toEqual([]);
  });
});

const pieces = [...lines.map((line) => line.split(' => ')[0]!), ...errors.map((block) => block.split('\n')[0]!)];
const signs = [
  '&',
  '|',
  '!',
  '(',
  ')',
  ' ',
  ' ',
  ',',
  '"',
  '“',
  '”',
  '\\',
  '*',
  '#',
  '@',
  '/',
  ':',
  '\n',
  'and',
  'not',
];
const anyText = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...signs)), { maxLength: 12 })
    .map((all) => all.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 6, unit: 'grapheme' })), { maxLength: 40 })
    .map((all) => all.join('')),
  fc.string({ maxLength: 520, unit: 'binary' }),
);

describe('Any text', () => {
  it('is read without much work, and its canonical form is the same filter', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const work = { steps: 0, tries: 0 };
        const { tree, errors: found } = parseFilter(text, { today, work });
        expect(work.steps).toBeLessThan(4_000);
        expect(work.tries).toBeLessThan(100);
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        if (!tree || formatFilter(tree).length > MAX_FILTER_LENGTH) return;
        const again = parse(formatFilter(tree));
        expect(again.errors).toEqual([]);
        expect(again.tree).toEqual(tree);
      }),
      { numRuns: 600 },
    );
  });

  it('is right in the end after taking what is suggested', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let now = text;
        for (let round = 0; round < 100; round++) {
          const { errors: found } = parse(now);
          const next = found.find(({ suggestion }) => suggestion !== undefined);
          if (!next) return;
          now = replaced(now, next);
          const isQuote = next.message.startsWith('This quote');
          // Of a quote that is never closed nothing else was read.
          if (found.length === 1 && !isQuote) expect([now, parse(now).errors]).toEqual([now, []]);
        }
        throw new Error(`It is never right: ${now}`);
      }),
      { numRuns: 600 },
    );
  });
});
