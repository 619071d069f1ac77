import { expect, it } from 'vitest';
import { sharedTodo } from './shared-todo';

const shared = (parameters: Record<string, string>) => sharedTodo(`?${new URLSearchParams(parameters)}`);
const link = 'https://example.com/a?b=c';

it.each<[what: string, Record<string, string>, ReturnType<typeof sharedTodo>]>([
  [
    'a title with text and link',
    { title: 'Ferns', text: 'How to', url: link },
    { line: 'Ferns', notes: `How to\n\n${link}` },
  ],
  ['a link within the text', { title: 'Ferns', text: link }, { line: 'Ferns', notes: link }],
  ['the same link twice', { title: 'Ferns', text: link, url: link }, { line: 'Ferns', notes: link }],
  ['text alone', { text: ' Water\tthem ' }, { line: 'Water them', notes: '' }],
  ['a link alone', { url: link }, { line: link, notes: '' }],
  ['a title as its text', { title: 'Ferns', text: 'Ferns', url: link }, { line: 'Ferns', notes: link }],
  ['several lines', { text: 'Milk\r\nEggs', url: link }, { line: '', notes: '', lines: `Milk\r\nEggs\n${link}` }],
  ['several lines with a title', { title: 'Shop', text: 'Milk\nEggs' }, { line: 'Shop', notes: 'Milk\nEggs' }],
  ['numbers, as they are', { title: '007', text: '1e3' }, { line: '007', notes: '1e3' }],
  ['nothing', {}, { line: '', notes: '' }],
])('of %s', (_, parameters, todo) => expect(shared(parameters)).toEqual(todo));

it('of a long text has the whole of it in the notes', () => {
  const text = 'word '.repeat(120).trim();
  const { line, notes } = shared({ text, url: link });
  expect(line).toMatch(/^(word )+word…$/);
  expect(notes).toBe(`${text}\n\n${link}`);
});
