import cases from '@latch/contracts/cases/names.json';
import { describe, expect, it } from 'vitest';
import { isVisible, tidyLine } from '@latch/domain/tidy-line';
import { tidyName } from './tidy-name';

describe('a title or a name', () => {
  it.each(cases.empty)('of %s is an empty one', (_name, given) => {
    expect([tidyLine(given), tidyName(given), isVisible(given)]).toEqual(['', '', false]);
  });

  it.each(cases.kept)('of %s is kept as the server keeps it', (_name, given, kept) => {
    expect(tidyLine(given)).toBe(kept);
    expect(tidyLine(kept)).toBe(kept);
  });

  it('has single blanks between its words when it is a name', () => {
    expect(tidyName('  At   home\u00a0\u200b')).toBe('At home');
  });
});
