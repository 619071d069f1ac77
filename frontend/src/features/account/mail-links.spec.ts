import { expect, it } from 'vitest';
import { splitAtLinks } from './mail-links';

const links = (text: string) =>
  splitAtLinks(text, 'http://localhost:3000')
    .filter(({ isLink }) => isLink)
    .map(({ text }) => text);

it.each([
  [
    'Open http://localhost:3000/verify-email#token=a.b-c_d and go on.',
    ['http://localhost:3000/verify-email#token=a.b-c_d'],
  ],
  ['See http://localhost:3000/inbox.', ['http://localhost:3000/inbox']],
  ['http://localhost:3000/a\nhttp://localhost:3000/b', ['http://localhost:3000/a', 'http://localhost:3000/b']],
  ['https://evil.example/#http://localhost:3000/', []],
  ['http://localhost:3000.evil.example/ http://localhost:3000@evil.example/', []],
  ['http://localhost:3001/ https://localhost:3000/ javascript:alert(1)', []],
])('makes links of this origin alone: %s', (text, found) => expect(links(text)).toEqual(found));

it('leaves every letter in its place', () => {
  const text = 'Hello,\n\nopen http://localhost:3000/a (or http://elsewhere.example/).\n';
  expect(
    splitAtLinks(text, 'http://localhost:3000')
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
