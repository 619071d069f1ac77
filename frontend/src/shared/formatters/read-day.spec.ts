import { describe, expect, it } from 'vitest';
import { daysLater, formatDate } from './days';
import { readDay } from './read-day';

// A Saturday.
const TODAY = '2026-11-21';

describe('readDay', () => {
  it.each([
    ['Today', '2026-11-21'],
    ['tomorrow', '2026-11-22'],
    ['Fri 27 Nov', '2026-11-27'],
    ['27 Nov', '2026-11-27'],
    ['Nov 27', '2026-11-27'],
    ['27 November 2027', '2027-11-27'],
    ['Nov 27, 2027', '2027-11-27'],
    ['2027-11-27', '2027-11-27'],
    ['21 Nov', '2026-11-21'],
    ['20 Nov', '2027-11-20'],
    ['Fri 20 Nov', '2026-11-20'],
    ['Sat 20 Nov', '2027-11-20'],
    ['29 Feb', '2028-02-29'],
    ['fri', '2026-11-27'],
    ['Saturday', '2026-11-28'],
    ['sun', '2026-11-22'],
  ])('takes %s, written on Sat 21 November 2026, for %s', (text, day) => expect(readDay(text, TODAY)).toBe(day));

  it.each([
    '',
    'soon',
    '30 Feb',
    '27',
    '27 11',
    '2026-02-30',
    '27 Nov 2027 or so',
    'monkey',
    'Fri 27 Nov at 9',
    'Mon 27 Nov',
  ])('takes %j for no day', (text) => expect(readDay(text, TODAY)).toBeNull());

  it('reads every day as the app writes it', () => {
    const days = Array.from({ length: 1600 }, (_, later) => daysLater(TODAY, later - 800));
    expect(days.filter((day) => readDay(formatDate(day, TODAY), TODAY) !== day)).toEqual([]);
  });
});
