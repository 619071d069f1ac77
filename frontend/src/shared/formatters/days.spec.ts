import { readDay } from '@latch/domain/read-date';
import { describe, expect, it } from 'vitest';
import { dayOf, daysBetween, daysLater, formatDate, nextMonday, formatDay } from './days';

describe('formatDay', () => {
  it.each([
    ['2026-11-20', 'Yesterday'],
    ['2026-11-21', 'Today'],
    ['2026-11-22', 'Tomorrow'],
    ['2026-11-27', 'Fri 27 Nov'],
    ['2026-01-02', 'Fri 2 Jan'],
    ['2027-11-27', '27 Nov 2027'],
  ])('says of %s on 21 November 2026: %s', (day, words) => expect(formatDay(day, '2026-11-21')).toBe(words));

  it('goes by the calendar over the turn of the year', () => {
    expect(formatDay('2027-01-01', '2026-12-31')).toBe('Tomorrow');
  });
});

describe('formatDate', () => {
  it('writes every day as it is read', () => {
    const days = Array.from({ length: 1600 }, (_, later) => daysLater('2026-11-21', later - 800));
    expect(days.filter((day) => readDay(formatDate(day, '2026-11-21'), '2026-11-21') !== day)).toEqual([]);
  });
});

describe('days of the calendar', () => {
  it('are the same length when the clocks change', () => {
    expect(daysLater('2026-03-28', 1)).toBe('2026-03-29');
    expect(daysLater('2026-03-29', 1)).toBe('2026-03-30');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });

  it('know leap years', () => {
    expect(daysLater('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysLater('2026-03-01', -1)).toBe('2026-02-28');
  });

  it.each([
    ['2026-11-21', '2026-11-23'],
    ['2026-11-22', '2026-11-23'],
    ['2026-11-23', '2026-11-30'],
  ])('after %s the next Monday is %s', (day, monday) => expect(nextMonday(day)).toBe(monday));

  it('are those of where the person is', () => {
    expect(dayOf(new Date(2026, 10, 21, 0, 5))).toBe('2026-11-21');
    expect(dayOf(new Date(2026, 10, 21, 23, 55))).toBe('2026-11-21');
  });
});
