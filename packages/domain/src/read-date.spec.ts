import { readDate, readDay } from './read-date.js';

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
    ['in 3 days', '2026-11-24'],
    ['3 weeks', '2026-12-12'],
    ['in a week', '2026-11-28'],
    ['in 2 months', '2027-01-21'],
    ['next month', '2026-12-21'],
    ['next year', '2027-11-21'],
    ['next week', '2026-11-23'],
    ['weekend', '2026-11-21'],
    ['this weekend', '2026-11-21'],
    ['next weekend', '2026-11-28'],
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
    'in weeks',
    'in 3 weeks or so',
    '3 weeks ago',
    'next month foo',
    'next',
    'Fri 27 Nov at 9',
    'Mon 27 Nov',
  ])('takes %j for no day', (text) => expect(readDay(text, TODAY)).toBeNull());
});

describe('readDate', () => {
  it.each([
    ['27 nov 9am', '2026-11-27', '09:00'],
    ['27 Nov at 9:30 pm', '2026-11-27', '21:30'],
    ['Fri 27 Nov, 14:05', '2026-11-27', '14:05'],
    ['tomorrow at noon', '2026-11-22', '12:00'],
    ['fri morning', '2026-11-27', '09:00'],
    ['in 3 weeks', '2026-12-12', null],
    ['12am', '2026-11-22', '00:00'],
    ['12pm', '2026-11-21', '12:00'],
    ['tonight', '2026-11-21', '21:00'],
    ['9:00', '2026-11-22', '09:00'],
    ['2026-11-27 08:15', '2026-11-27', '08:15'],
  ])('takes %s, written on Sat 21 November 2026 at 11:00, for %s at %s', (text, day, time) =>
    expect(readDate(text, TODAY, `${TODAY}T11:00`, 'UTC')).toEqual({ day, time }),
  );

  it.each(['25:00', '9:75', '13pm', '0am', 'soon at 9am', 'at', '9'])('takes %j for no date', (text) =>
    expect(readDate(text, TODAY, `${TODAY}T11:00`, 'UTC')).toBeNull(),
  );

  it('takes a time alone for the next one of the clock, also before the day starts', () =>
    expect(readDate('9am', '2026-11-20', '2026-11-21T01:00', 'UTC')).toEqual({ day: '2026-11-21', time: '09:00' }));

  it('knows the last day of a shorter month', () => {
    expect(readDay('in 1 month', '2027-01-31')).toBe('2027-02-28');
    expect(readDay('in 3 months', '2026-11-30')).toBe('2027-02-28');
  });
});
