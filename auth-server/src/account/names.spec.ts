import { isVisible, tidyName } from './names.js';

describe('what can be seen', () => {
  it.each([
    ['nothing', ''],
    ['spaces of all kinds', ' \t\u00A0\u2003\u3000\u0085'],
    ['a zero-width space', '\u200B'],
    ['a word joiner', '\u2060'],
    ['a soft hyphen', '\u00AD'],
    ['a Hangul filler', '\u3164'],
    ['the other Hangul fillers', '\u115F\u1160\uFFA0'],
    ['a variation selector', '\uFE0F\u{E0100}'],
    ['a zero-width joiner', '\u200D'],
    ['a Braille pattern without a dot', '\u2800'],
    ['marks of direction', '\u200E\u200F\u202E\u2066\u2069'],
    ['tags', '\u{E0061}\u{E007F}'],
    ['a byte order mark', '\uFEFF'],
    ['control characters', '\u0001\u007F'],
    ['a mixture', ' \u200B \u2060\u00AD\n\u3164'],
  ])('is none of %s', (_, text) => {
    expect(isVisible(text)).toBe(false);
  });

  it.each(['a', '0', '.', '\u200Ba', '❤️', '👩🏽‍🚀', '🏴\u{E0067}\u{E007F}', '가', '\u2801', 'نام', '\u200Bا'])(
    'is some of %j',
    (text) => {
      expect(isVisible(text)).toBe(true);
    },
  );
});

it.each([
  ['  Ada  ', 'Ada'],
  ['Ada\r\nLovelace', 'Ada Lovelace'],
  ['Ada \n\t Lovelace', 'Ada Lovelace'],
  ['Ada\u0007\u001B[31mLovelace', 'Ada [31mLovelace'],
  ['Ada\u0085\u2028Lovelace\u2029', 'Ada Lovelace'],
  ['Ada  King\u00A0Lovelace', 'Ada  King\u00A0Lovelace'],
  ['👩🏽‍🚀 ❤️', '👩🏽‍🚀 ❤️'],
])('%j is kept as %j', (text, name) => {
  expect(tidyName(text)).toBe(name);
});
