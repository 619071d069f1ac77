import { monthsLater } from '@latch/domain/months';
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asDay,
  formatDayInFull,
  formatFullDay,
  formatMonth,
  nearName,
  shownDay,
  startOfMonth,
  startOfWeek,
  weeksOfMonth,
} from './calendar';
import { daysBetween, daysLater } from './days';

const day = integer({ min: -20_000, max: 60_000 }).map((days) => daysLater('2026-01-01', days));
const first = integer({ min: 1, max: 7 });
const weekday = (of: string) => new Date(of).getUTCDay();

describe('weeksOfMonth', () => {
  it('has every day of the month once, in whole weeks that begin as they are to', () => {
    assert(
      property(day, first, (any, start) => {
        const weeks = weeksOfMonth(any, start);
        const days = weeks.flat();
        expect(weeks.every((week) => week.length === 7 && weekday(week[0]!) === start % 7)).toBe(true);
        expect(days.every((one, index) => index === 0 || daysBetween(days[index - 1]!, one) === 1)).toBe(true);
        const month = days.filter((one) => startOfMonth(one) === startOfMonth(any));
        expect(month[0]).toBe(startOfMonth(any));
        expect(daysLater(month.at(-1)!, 1)).toBe(monthsLater(startOfMonth(any), 1));
        expect(weeks[0]).toContain(month[0]);
        expect(weeks.at(-1)).toContain(month.at(-1));
      }),
    );
  });
});

describe('monthsLater', () => {
  it('keeps the day where there is one', () => {
    expect(monthsLater('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsLater('2024-01-31', 1)).toBe('2024-02-29');
    expect(monthsLater('2026-11-20', 3)).toBe('2027-02-20');
    expect(monthsLater('2026-01-15', -1)).toBe('2025-12-15');
  });

  it('comes to the month that is so many further', () => {
    assert(
      property(day, integer({ min: -30, max: 30 }), (from, months) => {
        const count = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7));
        expect(count(monthsLater(from, months))).toBe(count(from) + months);
      }),
    );
  });
});

it('finds the first day of a week', () => {
  expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16');
  expect(startOfWeek('2026-11-22', 7)).toBe('2026-11-22');
});

it('takes a day of the calendar alone', () => {
  expect(asDay('2026-11-20')).toBe('2026-11-20');
  for (const text of ['2026-02-30', '2026-1-1', '', 'today', 20_261_120, undefined])
    expect(asDay(text)).toBeUndefined();
});

it('shows no day so far away that the way to it would take for ever', () => {
  const near = ['2026-11-20', '1926-11-20', '2046-11-20'];
  expect(near.map((one) => shownDay(one, '2026-11-20'))).toEqual(near);
  expect(['0001-01-01', '1926-11-19'].map((one) => shownDay(one, '2026-11-20'))).toEqual(['1926-11-20', '1926-11-20']);
  expect(['9999-12-31', '2046-11-21'].map((one) => shownDay(one, '2026-11-20'))).toEqual(['2046-11-20', '2046-11-20']);
});

it('names days and months', () => {
  expect(formatMonth('2026-11-20')).toBe('November 2026');
  expect(formatFullDay('2026-11-20')).toBe('Friday 20 November 2026');
  expect(formatDayInFull('2026-11-20', '2026-11-20')).toBe('Fri 20 Nov');
  expect(formatDayInFull('2027-01-01', '2026-11-20')).toBe('Fri 1 Jan 2027');
  expect(nearName('2026-11-21', '2026-11-20')).toBe('Tomorrow');
  expect(nearName('2026-11-22', '2026-11-20')).toBeUndefined();
});
