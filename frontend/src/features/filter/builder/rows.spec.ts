import type { Filter } from '@latch/domain/filters/filter';
import { formatFilter } from '@latch/domain/filters/format-filter';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConditionRow,
  type GroupRow,
  newKey,
  readRows,
  ROOT,
  type Row,
  rowsIn,
  withoutRow,
  withRow,
  writeRows,
} from './rows';

const reading = { today: '2026-11-30' };
const parse = (text: string) => parseFilter(text, reading);
const meaning = (text: string) => {
  const { tree } = parse(text);
  return tree && formatFilter(tree);
};

/** Rows in brackets, so that one sees what is a group. */
function drawn(row: Row): string {
  if (row.kind === 'text') return `“${row.text}”`;
  const not = row.not ? 'not ' : '';
  if (row.kind === 'condition') return `${not}${row.source}`;
  return `${not}${row.join}[${row.rows.map(drawn).join(', ')}]`;
}
const read = (text: string) => drawn(readRows(text, reading));

describe('A filter as rows', () => {
  it.each([
    ['', 'and[]'],
    ['p1', 'and[p1]'],
    ['P1 & due:tomorrow', 'and[P1, due:tomorrow]'],
    ['today | overdue', 'or[today, overdue]'],
    ['(today | overdue) & !@phone', 'and[or[today, overdue], not @phone]'],
    ['p1 & p2 | p3', 'or[and[p1, p2], p3]'],
    ['!(p1 | p2)', 'and[not or[p1, p2]]'],
    ['(p1 & p2) & p3', 'and[and[p1, p2], p3]'],
    ['!!p1 & p2', 'and[“!!p1”, p2]'],
    ['p1 & nonsense & !overude', 'and[p1, “nonsense”, “!overude”]'],
    ['p1 & (p2', 'and[“p1 & (p2”]'],
    ['p1 and p2', 'and[“p1 and p2”]'],
    ['text:"a', 'and[“text:"a”]'],
    ['p1 | (p2 & (p3 | (p4 & (today | @a))))', 'or[p1, and[p2, or[p3, and[p4, “(today | @a)”]]]]'],
  ])('%j is %s', (text, rows) => {
    expect(read(text)).toBe(rows);
  });

  it('takes a text that is too long as text', () => {
    const text = 'p1 | '.repeat(101).slice(0, -3);
    expect(read(text)).toBe(`and[“${text}”]`);
  });
});

const p1: ConditionRow = { kind: 'condition', key: 90, not: false, clause: { kind: 'priority', priority: 1 } };
const added = (text: string, row: Row, to = ROOT) => {
  const root = readRows(text, reading);
  const group = [root, ...rowsIn(root)].find(({ key }) => key === to) as GroupRow;
  return writeRows(withRow(root, { ...group, rows: [...group.rows, row] }), reading);
};
const text = (typed: string): Row => ({ kind: 'text', key: 91, text: typed });

describe('Rows as a filter', () => {
  it('writes what is added, with parentheses where they are needed', () => {
    expect(added('', p1)).toBe('p1');
    expect(added('today | overdue', p1)).toBe('today | overdue | p1');
    expect(added('P2&(today|overdue)', p1)).toBe('P2 & (today | overdue) & p1');
    expect(added('P2&(today|overdue)', p1, 2)).toBe('P2 & (today | overdue | p1)');
    expect(added('today', text('p1 | p2'))).toBe('today & (p1 | p2)');
    expect(added('today', text('(p1) | (p2)'))).toBe('today & ((p1) | (p2))');
    expect(added('', text('p1 | p2'))).toBe('p1 | p2');
    expect(added('today', text('  '))).toBe('today');
    expect(added('today', { kind: 'group', key: 92, join: 'or', not: false, rows: [] })).toBe('today');
    expect(added('today', { kind: 'group', key: 92, join: 'or', not: true, rows: [p1] })).toBe('today & !p1');
    expect(added('today', { kind: 'group', key: 92, join: 'or', not: true, rows: [text('a | b')] })).toBe(
      'today & !(a | b)',
    );
  });

  it('joins all by another operator', () => {
    const root = readRows('p1 & p2 | !(p3 | p4)', reading);
    expect(writeRows({ ...root, join: 'and' }, reading)).toBe('(p1 & p2) & !(p3 | p4)');
  });

  it('leaves out a group with its last row', () => {
    const root = readRows('p1 | (p2 & p3)', reading);
    expect(writeRows(withoutRow(withoutRow(root, 3), 4), reading)).toBe('p1');
    expect(withoutRow(readRows('p1', reading), 1).rows).toEqual([]);
  });

  it('has keys that no row has', () => {
    expect(newKey(readRows('', reading))).toBe(1);
    expect(newKey(readRows('p1 | (p2 & p3)', reading))).toBe(5);
  });
});

const TERMS = ['p1', 'P2', 'today', 'due: tomorrow', '@home*', '#"R&D"', '##Work', '(p3)', 'text:"a | b"', 'no date'];
const blank = fc.constantFrom('', ' ', '  ', '\n');
/** Any filter, with nonsense in it, as people type it; short enough for parentheses that are put in. */
const anyQuery = fc
  .letrec<{ or: string }>((tie) => {
    const term = fc.constantFrom(...TERMS, 'nonsense', 'due before: soon', '!!p4');
    const unary = fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      term,
      fc.tuple(fc.constantFrom('!', ''), blank, tie('or')).map(([not, space, within]) => `${not}(${space}${within})`),
      term.map((one) => `!${one}`),
    );
    const joined = (operator: string, part: fc.Arbitrary<string>) =>
      fc
        .tuple(fc.array(part, { minLength: 1, maxLength: 2 + Number(operator === '|') }), blank, blank)
        .map(([parts, left, right]) => parts.join(`${left}${operator}${right}`));
    return { or: joined('|', joined('&', unary)) };
  })
  .or.filter(({ length }) => length < 250);

/** The tree with another condition in the place of the first of these. */
function replaced(filter: Filter, index: { left: number }): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, parts: filter.parts.map((part) => replaced(part, index)) };
    case 'not':
      return { ...filter, part: replaced(filter.part, index) };
    default:
      return index.left-- === 0 ? { kind: 'text', text: 'CHANGED' } : filter;
  }
}

/** How many conditions stand before a row. */
function conditionsBefore(root: GroupRow, row: Row): number {
  const before = rowsIn(root).slice(0, rowsIn(root).indexOf(row));
  const counts = before.map((one) =>
    one.kind === 'text' ? parse(one.text).clauses.length : Number(one.kind !== 'group'),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const nonsenseIn = (query: string) => query.match(/nonsense|soon/g)?.length ?? 0;

describe('Any filter', () => {
  it('means the same as its rows', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const again = writeRows(readRows(query, reading), reading);
        expect([again, meaning(again)]).toEqual([again, meaning(query)]);
        expect(nonsenseIn(again)).toBe(nonsenseIn(query));
        expect(drawn(readRows(again, reading))).toBe(drawn(readRows(query, reading)));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps all else that it says when one condition is changed', () => {
    fc.assert(
      fc.property(anyQuery, fc.nat(), (query, at) => {
        const root = readRows(query, reading);
        const conditions = rowsIn(root).filter((row) => row.kind === 'condition');
        const row = conditions[at % (conditions.length || 1)];
        const { tree, errors } = parse(query);
        fc.pre(row !== undefined && tree !== undefined && errors.length < 8);
        const { source: _source, ...rest } = row;
        const changed = withRow(root, { ...rest, clause: { kind: 'text', text: 'CHANGED' } });
        const now = writeRows(changed, reading);
        const wanted = formatFilter(replaced(tree, { left: conditionsBefore(root, row) }));
        expect([now, meaning(now)]).toEqual([now, wanted]);
        expect(nonsenseIn(now)).toBe(nonsenseIn(query));
      }),
      { numRuns: 200 },
    );
  });
});
