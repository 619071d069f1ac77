import { readFileSync } from 'node:fs';
import { parseFilter } from './parse-filter.js';

const today = '2026-11-30';
const lines = readFileSync(new URL('filter-lines.txt', import.meta.url), 'utf8').split(/^## .*\n/m)[2] ?? '';
const docs = readFileSync(new URL('../../../../docs/filters.md', import.meta.url), 'utf8');
const [, section = ''] = /^## Errors\n[\s\S]*?\n(\|[\s\S]*?)\n\n/m.exec(docs) ?? [];

/** The rows of the table: the message, what was typed, and what is offered. */
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (message|---)|^\|-/.test(line))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
  .map(([, message = '', typed = '', offered = '']) => ({ message, typed: code(typed), offered: code(offered) }));

function code(cell: string): string {
  return cell.replace(/^`+|`+$/g, '');
}

/** `…` stands for anything; what is in parentheses at the end says which messages are like it. */
function isMessage(documented: string, message: string): boolean {
  const parts = documented
    .replace(/ \((?:The same|A section)[^)]*\)$/, '')
    .split('…')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 'u').test(message);
}

const messages = [...lines.matchAll(/^ {2}\d+-\d+ (.*?)(?: =>.*)?$/gm)].map(([, message = '']) => message);

describe('The table of errors in docs/filters.md', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(messages.length).toBeGreaterThan(30);
  });

  it.each(rows.filter(({ typed }) => typed !== ''))('says what is said of $typed', ({ message, typed, offered }) => {
    const { errors } = parseFilter(typed, { today });
    const error = errors.find((each) => isMessage(message, each.message));
    expect([typed, errors.map((each) => each.message)]).toEqual([typed, expect.arrayContaining([error?.message])]);
    if (!error || offered === '') return;
    const text = typed.slice(0, error.start) + (error.suggestion ?? '') + typed.slice(error.end);
    expect(text.trim()).toBe(offered);
  });

  it.each([...new Set(messages)])('has a row for: %s', (message) => {
    const like = message
      .replace('missing after ##', 'missing after #')
      .replace('belongs to the text, type', 'belongs to the name, type')
      .replace(/^(A) (?:section|label|tag) is found by \S+/, '$1 project is found by #')
      .replace(
        /^“(?:or|not|And|AND|Or|Not)” is not an operator. Type \S+ instead/,
        '“and” is not an operator. Type & instead',
      );
    expect(rows.filter((row) => isMessage(row.message, like)).map((row) => row.message)).not.toEqual([]);
  });
});
