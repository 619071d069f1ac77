import { passwordProblem } from './password-rules.js';

const ADA = { name: 'Ada Lovelace', email: 'countess.ada@example.com' };

describe('a new password', () => {
  it.each([
    ['three words', 'correct horse battery'],
    ['eight small letters, of no composition', 'vqzhwkxm'],
    ['eight digits', '40718263'],
    ['symbols alone', '!"§$%&/()='],
    ['eight characters of two UTF-16 units each', '🦔🐌🦉🐙🦜🐡🦩🐢'],
    ['128 characters', 'zq'.repeat(64)],
    ['128 characters of two UTF-16 units', '🦔'.repeat(128)],
    ['with blanks around it', '  a b c d  '],
    ['with the name in it, and enough besides', 'ada likes turnips'],
    ['with the product in it, and enough besides', 'latch-xq7-zebra'],
  ])('may be %s', (_, password) => {
    expect(passwordProblem(password, ADA)).toBeUndefined();
  });

  it.each([
    ['too short', 'vqzhwkx', /at least 8 characters\./],
    ['too short, though it has 14 UTF-16 units', '🦔🐌🦉🐙🦜🐡🦩', /at least 8 characters\./],
    ['too long', 'zq'.repeat(64) + 'z', /at most 128/],
    ['one of the most used', 'password', /most used/],
    ['one of the most used, in another case', 'PassWord123', /most used/],
    ['one of the most used, in wide letters', 'ｐａｓｓｗｏｒｄ', /most used/],
    ['one of the most used of another language', 'кристина', /most used/],
    ['the address', 'Countess.Ada@example.com', /easy to guess/],
    ['what stands before the @, with digits', 'countess.ada1815', /easy to guess/],
    ['the name', 'Ada Lovelace', /easy to guess/],
    ['the last name and a year', 'lovelace2026', /easy to guess/],
    ['the product and a year', 'Latch-2026!', /easy to guess/],
    ['the product and the name', 'adalatchada!', /easy to guess/],
  ])('is refused when it is %s', (_, password, reason) => {
    expect(passwordProblem(password, ADA)).toMatch(reason);
  });

  it('knows nothing of its owner where nobody says it', () => {
    expect(passwordProblem('lovelace2026')).toBeUndefined();
    expect(passwordProblem('latch2026')).toMatch(/easy to guess/);
  });
});

it.each([
  ['123456789', 'iloveyou', 'qwertyuiop', 'sunshine', 'football1', 'admin123', 'welcome1', 'trustno1', 'changeme'],
])('the list has %s', (...passwords) => {
  for (const password of passwords) expect(passwordProblem(password)).toMatch(/most used/);
});
