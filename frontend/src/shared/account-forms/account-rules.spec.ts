import { describe, expect, it } from 'vitest';
import { authenticatorCodeRule, nameRule, newPasswordRule, recoveryCodeRule } from './account-rules';

describe('a name', () => {
  it.each(['', '  ', '\u200B', '\u2060\u00AD', '\u3164', '\uFE0F', '\u2800', '\u200D\n'])(
    'that cannot be seen (%j) is none',
    (value) => {
      expect(nameRule(value)).toBe('Enter your name.');
    },
  );

  it.each(['Ada', '👩🏽\u200D🚀', '🌍'.repeat(255)])('may be %s', (value) => {
    expect(nameRule(value)).toBeUndefined();
  });

  it('is at most 255 characters long', () => {
    expect(nameRule('🌍'.repeat(256))).toBe('Use at most 255 characters.');
  });
});

describe('a new password', () => {
  it.each([
    ['e\u0301'.repeat(7), 'Use at least 8 characters.'],
    ['🦔'.repeat(7), 'Use at least 8 characters.'],
    ['ﷺ'.repeat(128), 'Use at most 128 characters.'],
    ['e\u0301'.repeat(8), undefined],
    ['e\u0301'.repeat(128), undefined],
    ['🦔'.repeat(128), undefined],
  ])('counts its characters as they are hashed: %s', (value, problem) => {
    expect(newPasswordRule(value)).toBe(problem);
  });
});

describe('a code', () => {
  it.each([
    '123456',
    ' 123 456 ',
    '123-456',
    '１２３　４５６',
    '１２３－４５６',
    '123ー456',
    '123–456',
    '\u200E123456\u200B',
  ])('of an app may be typed as %j', (value) => {
    expect(authenticatorCodeRule(value)).toBeUndefined();
  });

  it.each([
    ['\u200B', 'Enter the code.'],
    ['12345', 'The code has six digits.'],
    ['12345a', 'The code has six digits.'],
  ])('of an app is not %j', (value, problem) => {
    expect(authenticatorCodeRule(value)).toBe(problem);
  });

  it('of those for recovery is not one that cannot be seen', () => {
    expect(recoveryCodeRule('\u200B')).toBe('Enter one of your recovery codes.');
    expect(recoveryCodeRule('ａ２ｂ３ｃ－ｄ４ｅ５ｆ')).toBeUndefined();
  });
});
