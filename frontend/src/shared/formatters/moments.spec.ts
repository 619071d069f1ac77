import { describe, expect, it } from 'vitest';
import { dayOf } from './days';
import { formatMoment } from './moments';

/** A moment on this computer's clock. */
const at = (year: number, month: number, day: number, hour = 14, minute = 2) =>
  new Date(year, month - 1, day, hour, minute);
const today = dayOf(at(2026, 11, 21, 15, 30));
const time = (text: string) => text.replace(/ 0?2:02 pm$/, ' 14:02').replace(/ 12:01 am$/, ' 00:01');

describe('formatMoment', () => {
  it.each([
    ['today 14:02', at(2026, 11, 21)],
    ['today 00:01', at(2026, 11, 21, 0, 1)],
    ['yesterday 14:02', at(2026, 11, 20)],
    ['Thu 19 Nov 14:02', at(2026, 11, 19)],
    ['31 Dec 2025', at(2025, 12, 31)],
  ])('says %s', (said, date) => {
    expect(time(formatMoment(date.toISOString(), today))).toBe(said);
  });

  it('calls the evening before yesterday, though it is less than a day ago', () => {
    expect(formatMoment(at(2026, 11, 20, 23, 59).toISOString(), dayOf(at(2026, 11, 21, 0, 1)))).toMatch(/^yesterday /);
  });

  it('knows yesterday across the turn of the year', () => {
    expect(formatMoment(at(2025, 12, 31).toISOString(), dayOf(at(2026, 1, 1, 9)))).toMatch(/^yesterday /);
  });
});
