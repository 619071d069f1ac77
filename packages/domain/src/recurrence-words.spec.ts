import * as fc from 'fast-check';
import { type Recurrence, occurrences } from './recurrence.js';
import { warningsOf, whyOf } from './recurrence-reasons.js';
import { presetsFor, ruleOf, wordsOf } from './recurrence-words.js';

const from = (rule: string, anchor: string, from: Recurrence['from'] = 'due'): Recurrence => ({ rule, anchor, from });

describe('A recurrence in words', () => {
  it.each([
    ['every day', 'FREQ=DAILY'],
    ['every 3 days', 'FREQ=DAILY;INTERVAL=3'],
    ['every workday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every Tuesday and Thursday', 'FREQ=WEEKLY;BYDAY=TU,TH'],
    ['every Monday, Wednesday and Friday', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['every 2 weeks on Tuesday and Thursday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH'],
    ['every 2 weeks on workdays', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR'],
    ['every 2 weeks on Sunday and Monday with weeks from Sunday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU'],
    ['every month on the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['every month on the 1st and the 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['every month on the 31st', 'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD'],
    ['every month on the 31st where there is one', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['every month on the 31st or the day after the month', 'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD'],
    ['every month on the last day', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every month on the last workday', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['every month on the 2nd last workday', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2'],
    ['every month on the 2nd Tuesday', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['every 6 months on the last Friday', 'FREQ=MONTHLY;INTERVAL=6;BYDAY=-1FR'],
    ['every year on 29 February', 'RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;SKIP=BACKWARD'],
    ['every year on 1 January and 1 July', 'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1'],
    ['every year on the 4th Thursday of November', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
    ['every year on the last day of February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'],
    ['every day until 31 December 2027', 'FREQ=DAILY;UNTIL=20271231'],
    ['every day, 5 times', 'FREQ=DAILY;COUNT=5'],
    ['by the rule FREQ=YEARLY;BYDAY=20MO', 'FREQ=YEARLY;BYDAY=20MO'],
    ['by the rule FREQ=WEEKLY;BYMONTH=7;BYDAY=MO;COUNT=3', 'FREQ=WEEKLY;BYMONTH=7;BYDAY=MO;COUNT=3'],
  ])('is %s', (words, rule) => {
    expect(wordsOf(from(rule, '2026-11-30'))).toBe(words);
    expect(ruleOf(words)).toEqual({ rule, from: 'due' });
  });

  it.each([
    ['every 3 days after completion', 'FREQ=DAILY;INTERVAL=3'],
    ['every week after completion', 'FREQ=WEEKLY'],
    ['every 2 months after completion', 'RSCALE=GREGORIAN;FREQ=MONTHLY;INTERVAL=2;SKIP=BACKWARD'],
    [
      'every month on the last workday after completion, 3 times',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
    ],
  ])('that counts from completion is %s', (words, rule) => {
    expect(wordsOf(from(rule, '2026-11-30', 'completion'))).toBe(words);
    expect(ruleOf(words)).toEqual({ rule, from: 'completion' });
  });

  it('says what the rule leaves to its anchor', () => {
    expect(wordsOf(from('FREQ=WEEKLY', '2026-11-30'))).toBe('every Monday');
    expect(wordsOf(from('RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD', '2026-11-30'))).toBe('every month on the 30th');
    expect(wordsOf(from('FREQ=YEARLY', '2026-11-21'))).toBe('every year on 21 November');
  });

  it.each([
    ['every other tuesday and thu', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'due'],
    ['Every  weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'due'],
    ['every! 3 days', 'FREQ=DAILY;INTERVAL=3', 'completion'],
    ['each mon, wed, and fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', 'due'],
    ['every other day for 10 times', 'FREQ=DAILY;INTERVAL=2;COUNT=10', 'due'],
    ['every month on the first monday', 'FREQ=MONTHLY;BYDAY=1MO', 'due'],
    ['every month on 1st', 'FREQ=MONTHLY;BYMONTHDAY=1', 'due'],
    ['every year on 1 jan', 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1', 'due'],
  ])('is understood of %j', (words, rule, from) => expect(ruleOf(words)).toEqual({ rule, from }));

  it.each(['', 'every', 'every now and then', 'every 0 days', 'every month on the 32nd', 'every blue monday', 'daily'])(
    'is not %j',
    (words) => expect(ruleOf(words)).toBeUndefined(),
  );

  it('means the same dates when it is read again', () => {
    const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
    const days = fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }).map(String);
    const rule = fc.oneof(
      fc.constant('FREQ=DAILY'),
      days.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
      fc.integer({ min: 1, max: 31 }).map((day) => `RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=${day};SKIP=BACKWARD`),
      fc.tuple(fc.constantFrom(1, 2, 5, -1, -2), weekday).map(([nth, day]) => `FREQ=MONTHLY;BYDAY=${nth}${day}`),
      fc.constantFrom('FREQ=MONTHLY', 'FREQ=YEARLY', 'FREQ=WEEKLY', 'FREQ=YEARLY;BYDAY=20MO'),
    );
    const end = fc.constantFrom('', ';COUNT=7', ';UNTIL=20290101');
    fc.assert(
      fc.property(
        rule,
        fc.integer({ min: 1, max: 9 }),
        end,
        fc.constantFrom('due', 'completion'),
        (rule, n, end, origin) => {
          const recurrence = from(`${rule};INTERVAL=${n}${end}`, '2026-10-31', origin);
          const said = ruleOf(wordsOf(recurrence));
          expect(said?.from).toBe(origin);
          if (recurrence.from === 'due') expect(some({ ...recurrence, ...said! })).toEqual(some(recurrence));
        },
      ),
      { numRuns: 150 },
    );
  });
});

function some(recurrence: Recurrence): string[] {
  const dates: string[] = [];
  for (const date of occurrences(recurrence, { from: '2026-10-31', zone: 'UTC' })) if (dates.push(date) >= 8) break;
  return dates;
}

describe('What a date suggests', () => {
  it('is by its day, its weekday and its place in the month', () => {
    expect(presetsFor('2027-01-31T09:00').map(({ words }) => words)).toEqual([
      'every day',
      'every workday',
      'every Sunday',
      'every 2 weeks on Sunday',
      'every month on the 31st',
      'every month on the last Sunday',
      'every month on the last day',
      'every year on 31 January',
    ]);
  });

  it('is said as it will be', () => {
    for (const { words, recurrence } of presetsFor('2026-11-10')) expect(wordsOf(recurrence)).toBe(words);
    expect(presetsFor('2026-11-10')[5]!.words).toBe('every month on the 2nd Tuesday');
  });
});

describe('Why a date falls where it does', () => {
  const monthly = from('RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD', '2027-01-31');

  it('is said of the end of a month', () => {
    expect(whyOf(monthly, '2027-02-28', 'UTC')).toEqual(['February 2027 has no day 31: its last day instead.']);
    expect(whyOf(monthly, '2027-03-31', 'UTC')).toEqual([]);
    const forward = { ...monthly, rule: monthly.rule.replace('BACKWARD', 'FORWARD') };
    expect(whyOf(forward, '2027-03-01', 'UTC')).toEqual(['February 2027 has no day 31: the day after it instead.']);
  });

  it('is said of a time that does not exist, and of one that comes twice', () => {
    const daily = from('FREQ=DAILY', '2027-03-01T01:30');
    expect(whyOf(daily, '2027-03-28T01:30', 'Europe/Lisbon')).toEqual([
      '01:30 does not exist on 28 March in Europe/Lisbon: 02:30 instead.',
    ]);
    expect(whyOf(daily, '2027-10-31T01:30', 'Europe/Lisbon')).toEqual([
      '01:30 comes twice on 31 October in Europe/Lisbon: the first of the two.',
    ]);
    expect(whyOf(daily, '2027-10-30T01:30', 'Europe/Lisbon')).toEqual([]);
    expect(whyOf(daily, '2027-10-31T01:30[Asia/Tokyo]', 'Europe/Lisbon')).toEqual([]);
  });

  it('is said beforehand', () => {
    expect(warningsOf(monthly, 'UTC', { many: 2 })).toEqual(['February 2027 has no day 31: its last day instead.']);
    expect(warningsOf(from('FREQ=MONTHLY', '2027-01-31'), 'UTC')).toEqual(['Months without a day 31 are left out.']);
    expect(warningsOf(from('FREQ=YEARLY', '2028-02-29'), 'UTC')).toEqual(['Years without a day 29 are left out.']);
    expect(warningsOf(from('FREQ=MONTHLY', '2027-01-28'), 'UTC')).toEqual([]);
    expect(warningsOf(monthly, 'UTC', { from: '2027-03-01', many: 1 })).toEqual([]);
  });
});
