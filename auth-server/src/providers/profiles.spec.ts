import { isAddress, nameFrom } from './profiles.js';

it.each([
  [['ada@example.com', 'Ada Lovelace', 'Ada'], 'Ada Lovelace'],
  [['ada@example.com', '  ', 'Ada'], 'Ada'],
  [['ada@example.com', '\u200B\u2060 \u00AD', '\u3164\uFE0F', 'Ada'], 'Ada'],
  [['ada@example.com', '\u200D'.repeat(255) + 'x', 'Ada'], 'Ada'],
  [['ada@example.com', '\u2800'], 'ada'],
  [['ada@example.com', ' Ada \r\n\tLovelace '], 'Ada Lovelace'],
  [['ada@example.com', '👩🏽‍🚀❤️'], '👩🏽‍🚀❤️'],
  [['ada@example.com', null, undefined, 7], 'ada'],
  [['ada@example.com', ' A\0d\uD800a '], 'Ada'],
  [[undefined, undefined], ''],
  [['ada@example.com', '🌍'.repeat(300)], '🌍'.repeat(255)],
] as const)('of %j the name is %s', ([email, ...names], name) => {
  expect(nameFrom(email, ...names)).toBe(name);
});

it('takes for an address what people may sign up with', () => {
  expect(isAddress('ada@example.com')).toBe(true);
  for (const text of ['', 'ada', ' ada@example.com', `${'a'.repeat(320)}@example.com`, undefined, null, 7])
    expect(isAddress(text)).toBe(false);
});
