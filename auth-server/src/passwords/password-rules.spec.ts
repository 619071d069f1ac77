import { isTooLongToBePassword, passwordProblem } from './password-rules.js';

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
    ['eight characters once normalised, of five typed', '㍿vqzh'],
    ['128 characters once normalised, of twice as many typed', 'e\u0301'.repeat(128)],
    ['128 characters once normalised, of four times as many typed', '\u03B1\u0313\u0300\u0345'.repeat(128)],
  ])('may be %s', (_, password) => {
    expect(passwordProblem(password, ADA)).toBeUndefined();
  });

  it.each([
    ['too short', 'vqzhwkx', /at least 8 characters\./],
    ['too short, though it has 14 UTF-16 units', '🦔🐌🦉🐙🦜🐡🦩', /at least 8 characters\./],
    ['too short once normalised', 'e\u0301'.repeat(7), /at least 8 characters\./],
    ['too short once normalised, of Korean letters apart', '\u1112\u1161\u11AB'.repeat(4), /at least 8 characters\./],
    ['too long', 'zq'.repeat(64) + 'z', /at most 128/],
    ['too long once normalised', 'ﷺ'.repeat(128), /at most 128/],
    ['too long, of combining characters that would take long to sort', '\u0316\u0301'.repeat(16_000), /at most 128/],
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

describe('a password to sign in with', () => {
  it.each([
    ['128 characters as typed, though more once normalised', 'ﷺ'.repeat(128), false],
    ['128 characters once normalised, though more as typed', 'e\u0301'.repeat(128), false],
    ['129 characters', 'x'.repeat(129), true],
    ['129 characters once normalised, of twice as many typed', 'e\u0301'.repeat(129), true],
  ])('of %s', (_, password, isTooLong) => {
    expect(isTooLongToBePassword(password)).toBe(isTooLong);
  });
});

it.each([
  ['123456789', 'iloveyou', 'qwertyuiop', 'sunshine', 'football1', 'admin123', 'welcome1', 'trustno1', 'changeme'],
])('the list has %s', (...passwords) => {
  for (const password of passwords) expect(passwordProblem(password)).toMatch(/most used/);
});
