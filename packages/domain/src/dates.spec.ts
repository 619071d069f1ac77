import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  dayAt,
  instantOf,
  isZone,
  localTime,
  moveDate,
  movedDate,
  parseDate,
  plannedDay,
  toDateText,
  wallTime,
} from './dates.js';

const ZONES = [
  'UTC',
  'Europe/Lisbon',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
];
const LISBON = { zone: 'Europe/Lisbon', dayStart: 0 };
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2045, 0) }).map((ms) => ms - (ms % 60_000));
const wall = instant.map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('A date', () => {
  it.each([
    ['2026-11-20', { day: '2026-11-20', time: null, zone: null }],
    ['2028-02-29', { day: '2028-02-29', time: null, zone: null }],
    ['2026-11-20T09:00', { day: '2026-11-20', time: '09:00', zone: null }],
    ['2026-11-20T23:59[Europe/Lisbon]', { day: '2026-11-20', time: '23:59', zone: 'Europe/Lisbon' }],
    ['2026-11-20T00:00[America/Argentina/Buenos_Aires]', { zone: 'America/Argentina/Buenos_Aires' }],
    ['2026-11-20T00:00[UTC]', { zone: 'UTC' }],
    ['2026-11-20T00:00[Etc/GMT+1]', { zone: 'Etc/GMT+1' }],
  ])('is read of %s, and written the same', (text, parts) => {
    expect(parseDate(text)).toMatchObject(parts);
    expect(toDateText(parseDate(text)!)).toBe(text);
  });

  it.each([
    '',
    'today',
    '2026-02-29',
    '2026-13-01',
    '0000-01-01',
    '2026-11-20 09:00',
    '2026-11-20T9:00',
    '2026-11-20T24:00',
    '2026-11-20T09:60',
    '2026-11-20T09:00:00',
    '2026-11-20T09:00Z',
    '2026-11-20T09:00+01:00',
    '2026-11-20[Europe/Lisbon]',
    '2026-11-20T09:00[+01:00]',
    '2026-11-20T09:00[Europe/Nowhere]',
    '2026-11-20T09:00[Europe/Lisbon][u-ca=hebrew]',
    ' 2026-11-20',
    '2026-11-20\n',
  ])('is not %j', (text) => expect(parseDate(text)).toBeUndefined());

  it('moves by days, and keeps its time and zone', () => {
    expect(moveDate('2026-11-30', 1)).toBe('2026-12-01');
    expect(moveDate('2027-01-01T09:00[Europe/Lisbon]', -1)).toBe('2026-12-31T09:00[Europe/Lisbon]');
    expect(movedDate('2026-11-20T09:00', { day: '2026-12-01' }, LISBON)).toBe('2026-12-01T09:00');
    expect(movedDate(null, { day: '2026-12-01' }, LISBON)).toBe('2026-12-01');
    expect(movedDate('2026-11-20', { days: 7 }, LISBON)).toBe('2026-11-27');
    expect(movedDate(null, { days: 7 }, LISBON)).toBeNull();
  });

  it('stays a date at both ends of the calendar', () => {
    expect(moveDate('0001-01-05T09:00', -3660)).toBe('0001-01-01T09:00');
    expect(moveDate('9999-12-30T09:00[Europe/Lisbon]', 3660)).toBe('9999-12-31T09:00[Europe/Lisbon]');
    expect(plannedDay('0001-01-01T00:00[Pacific/Kiritimati]', LISBON)).toBe('0001-01-01');
    expect(plannedDay('9999-12-31T23:59[America/New_York]', LISBON)).toBe('9999-12-31');
    expect(movedDate('0001-01-01T00:00[Pacific/Kiritimati]', { days: 1 }, LISBON)).toMatch(/^0001-01-02/);
  });

  it('moves onto the day to which it belongs, which may not be the one that is written', () => {
    const to = { day: '2026-11-21' };
    expect(movedDate('2026-11-20T23:30[America/New_York]', to, LISBON)).toBe('2026-11-20T23:30[America/New_York]');
    expect(movedDate('2026-11-21T02:00', to, { ...LISBON, dayStart: 4 })).toBe('2026-11-22T02:00');
  });

  it('in a zone that this runtime does not know is shown as it is written', () => {
    expect(localTime('2026-11-20T09:00[Europe/Nowhere]', 'Asia/Tokyo')).toBe('2026-11-20T09:00');
  });
});

describe('Zones', () => {
  it('give a time of the clock the moment that Temporal gives it, also where clocks change', () => {
    fc.assert(
      fc.property(wall, zone, (time, timeZone) => {
        const expected = Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).epochMilliseconds;
        expect(instantOf(time, timeZone)).toBe(expected);
      }),
    );
  });

  it('show at a moment what Temporal shows', () => {
    fc.assert(
      fc.property(instant, zone, (ms, timeZone) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDateTime();
        expect(wallTime(ms, timeZone)).toBe(expected.toString({ smallestUnit: 'minute' }));
      }),
    );
  });

  it.each([
    ['skipped, later by what is skipped', '2026-03-29T01:30', 'Europe/Lisbon', '2026-03-29T01:30Z'],
    ['that comes twice, the first', '2026-10-25T01:30', 'Europe/Lisbon', '2026-10-25T00:30Z'],
    ['of half an hour that is skipped', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45Z'],
    ['of a midnight that does not exist', '2026-09-06T00:00', 'America/Santiago', '2026-09-06T04:00Z'],
    ['of a day that does not exist', '2011-12-30T09:00', 'Pacific/Apia', '2011-12-30T19:00Z'],
  ])('take a time %s', (_name, time, timeZone, moment) => expect(instantOf(time, timeZone)).toBe(Date.parse(moment)));

  it('are known by their names alone', () => {
    expect(['Europe/Lisbon', 'UTC', 'Etc/GMT+1', 'Asia/Calcutta'].filter((name) => !isZone(name))).toEqual([]);
    expect(['', '+01:00', 'Europe', 'Europe/', '../etc', 'Europe/Lisbon '].filter(isZone)).toEqual([]);
  });
});

describe('The day', () => {
  it('of a fixed time is another one elsewhere', () => {
    expect(localTime('2026-11-20T23:30[Europe/Lisbon]', 'Asia/Tokyo')).toBe('2026-11-21T08:30');
    expect(localTime('2026-11-20T23:30', 'Asia/Tokyo')).toBe('2026-11-20T23:30');
    expect(localTime('2026-11-20', 'Asia/Tokyo')).toBe('2026-11-20');
  });

  it('begins when a person says', () => {
    const nightOwl = { zone: 'Europe/Lisbon', dayStart: 4 };
    expect(dayAt(Date.parse('2026-11-21T03:59Z'), nightOwl)).toBe('2026-11-20');
    expect(dayAt(Date.parse('2026-11-21T04:00Z'), nightOwl)).toBe('2026-11-21');
    expect(plannedDay('2026-11-21T03:59', nightOwl)).toBe('2026-11-20');
    expect(plannedDay('2026-11-21', nightOwl)).toBe('2026-11-21');
  });
});
