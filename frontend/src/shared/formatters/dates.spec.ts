import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dayOfMoment, today } from './clock';
import { formatMoment } from './moments';
import { dayOfDate, formatDateInFull, formatDateText, isOver, placeOf, showClock } from './dates';

const TODAY = '2026-11-21';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T12:00Z') });
  showClock({ zone: 'Europe/Lisbon', dayStart: 0 });
});
afterEach(() => {
  showClock(undefined);
  vi.useRealTimers();
});

/** Whether it is 14:02 or 2:02 pm is the habit of the machine. */
function inHours24(text: string): string {
  const of24 = (hour: string, half: string) => String((Number(hour) % 12) + (half === 'pm' ? 12 : 0)).padStart(2, '0');
  return text.replaceAll(/\b(\d{1,2}):(\d\d)\s(am|pm)/g, (_, hour, minute, half) => `${of24(hour, half)}:${minute}`);
}

it.each([
  ['2026-11-22', 'Tomorrow', 'Tomorrow'],
  ['2026-11-22T09:00', 'Tomorrow 09:00', 'Tomorrow 09:00'],
  ['2026-11-27T09:00[Europe/Lisbon]', 'Fri 27 Nov 09:00', 'Fri 27 Nov 09:00'],
  ['2026-11-22T01:30[Asia/Tokyo]', 'Today 16:30', 'Today 16:30 (01:30 in Tokyo)'],
  ['2027-01-01T00:30[America/Argentina/Buenos_Aires]', '1 Jan 2027 03:30', '1 Jan 2027 03:30 (00:30 in Buenos Aires)'],
])('says of %s in Lisbon: %s', (date, said, inFull) => {
  expect(inHours24(formatDateText(date, TODAY))).toBe(said);
  expect(inHours24(formatDateInFull(date, TODAY))).toBe(inFull);
});

it('tells what is over: a day after it, a time when it comes', () => {
  const over = ['2026-11-20', '2026-11-21T11:59', '2026-11-21T12:00', '2026-11-21T20:59[Asia/Tokyo]'];
  const ahead = ['2026-11-21', '2026-11-21T12:01', '2026-11-21T21:01[Asia/Tokyo]', '2026-11-22'];
  expect([...over, ...ahead].filter((date) => isOver(date, TODAY))).toEqual(over);
});

it('goes by the zone of the person, and by the hour at which their day starts', () => {
  expect([today(), dayOfDate('2026-11-22T00:30')]).toEqual(['2026-11-21', '2026-11-22']);
  showClock({ zone: 'Pacific/Kiritimati', dayStart: 4 });
  expect([today(), dayOfDate('2026-11-22T00:30')]).toEqual(['2026-11-21', '2026-11-21']);
  expect(dayOfMoment('2026-11-21T13:30:00.000Z')).toBe('2026-11-21');
  showClock({ zone: 'Pacific/Kiritimati', dayStart: 2 });
  expect(today()).toBe('2026-11-22');
});

it('shows moments by the clocks of that zone', () => {
  const said = () => inHours24(formatMoment('2026-11-20T23:30:00.000Z', today()));
  expect(said()).toBe('yesterday 23:30');
  showClock({ zone: 'Asia/Tokyo', dayStart: 0 });
  expect(said()).toBe('today 08:30');
  showClock({ zone: 'Pacific/Honolulu', dayStart: 0 });
  expect(said()).toBe('yesterday 13:30');
  expect(formatMoment('2026-01-01T05:00:00.000Z', today())).toBe('31 Dec 2025');
});

it('calls a zone by its place', () => expect(placeOf('America/New_York')).toBe('New York'));
