import * as fc from 'fast-check';
import { instantOf } from './dates.js';
import { type Recurrence, advance, nextDate, occurrences, recurrenceProblem, takenBack } from './recurrence.js';

const lisbon = { zone: 'Europe/Lisbon', dayStart: 0 };
const from = (rule: string, anchor: string, from: Recurrence['from'] = 'due'): Recurrence => ({ rule, anchor, from });
const END_OF_MONTH = 'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD';

/** The dates that follow when each is completed at noon of its day. */
function completedInTurn(recurrence: Recurrence, many: number, clock = lisbon): string[] {
  let [due, now]: [string, Recurrence] = [recurrence.anchor, recurrence];
  const dates = [due];
  while (dates.length < many) {
    const noon = instantOf(`${due.slice(0, 10)}T12:00`, clock.zone);
    const next = advance({ start: null, due, deadline: null }, now, noon, clock);
    if (!next) break;
    [due, now] = [next.due, next.recurrence];
    dates.push(due);
  }
  return dates;
}

function first(recurrence: Recurrence, many: number, start = recurrence.anchor.slice(0, 10), zone = 'Europe/Lisbon') {
  const dates: string[] = [];
  for (const date of occurrences(recurrence, { from: start, zone })) if (dates.push(date) >= many) break;
  return dates;
}

describe('A todo that repeats', () => {
  it('on the 31st comes on the last day of a shorter month, and on the 31st again', () => {
    const dates = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'];
    expect(completedInTurn(from(END_OF_MONTH, '2027-01-31'), 5)).toEqual(dates);
    expect(completedInTurn(from(END_OF_MONTH, '2028-01-31'), 2)[1]).toBe('2028-02-29');
  });

  it('on the last weekday of a month', () => {
    const workdays = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1';
    const dates = ['2027-01-29', '2027-02-26', '2027-03-31', '2027-04-30', '2027-05-31'];
    expect(completedInTurn(from(workdays, '2027-01-29'), 5)).toEqual(dates);
  });

  it('every other Tuesday and Thursday', () => {
    const dates = ['2026-12-01', '2026-12-03', '2026-12-15', '2026-12-17', '2026-12-29', '2026-12-31', '2027-01-12'];
    expect(completedInTurn(from('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', '2026-12-01'), 7)).toEqual(dates);
  });

  it.each([
    ['2027-03-27', '2027-03-27T09:00Z', '2027-03-28T08:00Z'],
    ['2027-10-30', '2027-10-30T08:00Z', '2027-10-31T09:00Z'],
  ])('at nine stays at nine when clocks change after %s', (day, moment, then) => {
    const [before, after] = completedInTurn(from('FREQ=DAILY', `${day}T09:00[Europe/Lisbon]`), 2);
    const instants = [before!, after!].map((date) => instantOf(date.slice(0, 16), 'Europe/Lisbon'));
    expect(instants).toEqual([Date.parse(moment), Date.parse(then)]);
  });

  it('has its next date ahead when it is completed three weeks late', () => {
    const recurrence = from('FREQ=WEEKLY;BYDAY=MO', '2026-11-02');
    expect(nextDate(recurrence, '2026-11-02', Date.parse('2026-11-23T10:00Z'), lisbon)).toBe('2026-11-30');
    expect(nextDate(recurrence, '2026-11-02', Date.parse('2026-11-24T10:00Z'), lisbon)).toBe('2026-11-30');
  });

  it.each([
    ['due', '2026-12-07'],
    ['completion', '2026-12-07'],
  ] as const)('never has the same date again when it is completed two days early, from %s', (origin, next) => {
    const recurrence = from('FREQ=WEEKLY;BYDAY=MO', '2026-11-30', origin);
    expect(nextDate(recurrence, '2026-11-30', Date.parse('2026-11-28T10:00Z'), lisbon)).toBe(next);
  });

  it('is done once a day by somebody who travels across the date line', () => {
    const [east, west] = ['Pacific/Kiritimati', 'Pacific/Honolulu'].map((zone) => ({ zone, dayStart: 0 }));
    const daily = from('FREQ=DAILY', '2026-11-01');
    // It is the 21st, and on arrival still the 20th: the 22nd is not due sooner for it, and completed early it goes on from there.
    expect(nextDate(daily, '2026-11-21', Date.parse('2026-11-20T18:00Z'), east!)).toBe('2026-11-22');
    expect(nextDate(daily, '2026-11-22', Date.parse('2026-11-21T04:00Z'), west!)).toBe('2026-11-23');
    // It is the 20th, and on arrival the 22nd: the 21st is late, and does not come again.
    expect(nextDate(daily, '2026-11-20', Date.parse('2026-11-21T04:00Z'), west!)).toBe('2026-11-21');
    expect(nextDate(daily, '2026-11-21', Date.parse('2026-11-21T20:00Z'), east!)).toBe('2026-11-23');
  });

  it('leaves a deadline on the last day that there is', () => {
    const far = { start: '2026-11-01', due: '2026-11-02', deadline: '9999-12-31T09:00' };
    const next = advance(far, from('FREQ=YEARLY;INTERVAL=999', '2026-11-02'), Date.parse('2026-11-02T10:00Z'), lisbon);
    expect(next).toMatchObject({ start: '3025-11-01', due: '3025-11-02', deadline: '9999-12-31T09:00' });
  });

  it('counts from the day it was completed, where it is to', () => {
    const recurrence = from('FREQ=DAILY;INTERVAL=3', '2026-11-02T09:00', 'completion');
    expect(nextDate(recurrence, '2026-11-02T09:00', Date.parse('2026-11-20T22:00Z'), lisbon)).toBe('2026-11-23T09:00');
  });

  it('can come later on the same day, and not at a time that is over', () => {
    const recurrence = from('FREQ=DAILY', '2026-11-02T09:00');
    const next = (now: string) => nextDate(recurrence, '2026-11-02T09:00', Date.parse(now), lisbon);
    expect([next('2026-11-04T08:59Z'), next('2026-11-04T09:00Z')]).toEqual(['2026-11-04T09:00', '2026-11-05T09:00']);
  });

  it('goes by the day of the person, which may begin at four', () => {
    const next = (dayStart: number) =>
      nextDate(from('FREQ=DAILY', '2026-11-02'), '2026-11-02', Date.parse('2026-11-03T01:00Z'), {
        ...lisbon,
        dayStart,
      });
    expect([next(0), next(4)]).toEqual(['2026-11-04', '2026-11-03']);
  });

  it('ends with its last date, by a day or by a number', () => {
    const dates = ['2026-11-30', '2026-12-01', '2026-12-02'];
    expect(completedInTurn(from('FREQ=DAILY;COUNT=3', dates[0]!), 9)).toEqual(dates);
    expect(completedInTurn(from('FREQ=DAILY;COUNT=3', dates[0]!, 'completion'), 9)).toEqual(dates);
    expect(completedInTurn(from('FREQ=DAILY;UNTIL=20261202', dates[0]!), 9)).toEqual(dates);
    expect(completedInTurn(from('FREQ=DAILY;UNTIL=20261202', dates[0]!, 'completion'), 9)).toEqual(dates);
  });

  it('keeps what is before and behind its date as far from it', () => {
    const weekly = from('FREQ=WEEKLY', '2026-11-30T09:00');
    const now = Date.parse('2026-11-30T09:30Z');
    const todo = { start: '2026-11-28', due: '2026-11-30T09:00', deadline: '2026-12-01T17:00[Europe/Lisbon]' };
    const dates = { start: '2026-12-05', due: '2026-12-07T09:00', deadline: '2026-12-08T17:00[Europe/Lisbon]' };
    expect(advance(todo, weekly, now, lisbon)).toEqual({ ...dates, recurrence: weekly });
    const moved = { start: '2026-11-30T07:30', due: '2026-11-30T08:30', deadline: null };
    expect(advance(moved, weekly, now, lisbon)).toMatchObject({ start: '2026-12-07T08:00', due: '2026-12-07T09:00' });
  });

  it('has no next date without one', () => {
    expect(advance({ start: null, due: null, deadline: null }, from('FREQ=DAILY', '2026-11-30'), 0, lisbon)).toBeNull();
  });
});

describe('The dates of a todo that repeats', () => {
  it('go on from the date it has, where they count from completion', () => {
    const monthly = from('RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD', '2026-01-31', 'completion');
    const dates = [
      ...occurrences(
        { ...monthly, rule: `${monthly.rule};COUNT=3` },
        { from: '2027-01-31', due: '2027-01-31', zone: 'UTC' },
      ),
    ];
    expect(dates).toEqual(['2027-01-31', '2027-02-28', '2027-03-28']);
  });

  it('begin where one looks, however long that is after the first', () => {
    expect(first(from('FREQ=DAILY;INTERVAL=2', '1926-11-30T09:00'), 2, '2026-11-30')).toEqual([
      '2026-12-01T09:00',
      '2026-12-03T09:00',
    ]);
  });

  it('go to the day after a month that is too short, where the rule says so, wherever one looks', () => {
    const forward = from('RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD', '2027-01-31');
    const dates = ['2027-01-31', '2027-03-01', '2027-03-31', '2027-05-01'];
    expect(first(forward, 4)).toEqual(dates);
    expect(first(forward, 3, '2027-03-01')).toEqual(dates.slice(1));
  });

  it('leave out a day that the zone skipped, whose morning was that of the next day', () => {
    const [days, times] = ['2011-12-29', '2011-12-29T09:00'].map((anchor) => from('FREQ=DAILY', anchor));
    expect(first(days!, 3, '2011-12-29', 'Pacific/Apia')).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
    expect(first(times!, 2, '2011-12-29', 'Pacific/Apia')).toEqual(['2011-12-29T09:00', '2011-12-31T09:00']);
    const fridays = first(from('FREQ=WEEKLY', '2011-12-23'), 3, '2011-12-23', 'Pacific/Apia');
    expect(fridays).toEqual(['2011-12-23', '2011-12-30', '2012-01-06']);
  });
});

const ZONES = 'Europe/Lisbon America/New_York Australia/Lord_Howe America/Santiago Pacific/Apia Australia/Sydney'.split(
  ' ',
);

describe('In zones whose clocks change', () => {
  it('a time of each day comes once a day, in order, and at that time wherever it exists', () => {
    const year = fc.integer({ min: 2008, max: 2030 });
    const minute = fc.integer({ min: 0, max: 287 }).map((fives) => fives * 5);
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), year, minute, fc.boolean(), (zone, year, minute, fixed) => {
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const anchor = `${year}-01-01T${time}${fixed ? `[${zone}]` : ''}`;
        const dates = first(from('FREQ=DAILY', anchor), 366, `${year}-01-01`, zone);
        const instants = dates.map((date) => instantOf(date.slice(0, 16), zone));
        expect(instants.filter((instant, index) => instant <= (instants[index - 1] ?? 0))).toEqual([]);
        const late = dates.map((date, index) => clock(instants[index]!, zone) - Date.parse(`${date.slice(0, 16)}Z`));
        expect(late.filter((ms) => ms !== 0 && ms !== 30 * 60_000 && ms !== 60 * 60_000)).toEqual([]);
        expect(late.filter((ms) => ms !== 0).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 6 },
    );
  });

  it('completing moves on to the first such time that is ahead', () => {
    const moment = fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), moment, fc.integer({ min: 0, max: 23 }), (zone, now, hour) => {
        const anchor = `2009-12-25T${String(hour).padStart(2, '0')}:00[${zone}]`;
        const next = nextDate(from('FREQ=DAILY', anchor), anchor, now, { zone: 'UTC', dayStart: 0 })!;
        const at = instantOf(next.slice(0, 16), zone);
        expect(at).toBeGreaterThan(now);
        // A day of 25 hours, the half hour of Lord Howe, and the hour that does not exist.
        expect(at - now).toBeLessThanOrEqual(26 * 3_600_000);
      }),
      { numRuns: 60 },
    );
  });
});

/** What a clock shows at a moment, as if it were UTC. */
function clock(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}

describe('A recurrence is refused', () => {
  it.each([
    [{ rule: 'FREQ=DAILY', anchor: '2026-11-30' }, 'Send a rule'],
    [from('FREQ=DAILY', '2026-02-30'), 'The anchor is a date'],
    [{ ...from('FREQ=DAILY', '2026-11-30'), more: 1 }, 'Send a rule'],
    [{ ...from('FREQ=DAILY', '2026-11-30'), from: 'now' }, 'Send a rule'],
    [from('INTERVAL=2', '2026-11-30'), 'Say how often'],
    [from('FREQ=HOURLY', '2026-11-30'), 'FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY.'],
    [from('FREQ=DAILY;BYHOUR=9', '2026-11-30'), 'A rule cannot say "BYHOUR=9".'],
    [from('DTSTART=20261130;FREQ=DAILY', '2026-11-30'), 'A rule cannot say'],
    [from('FREQ=DAILY;FREQ=DAILY', '2026-11-30'), 'A rule says FREQ once.'],
    [from('FREQ=DAILY;INTERVAL=1000000', '2026-11-30'), 'INTERVAL is a whole number from 1 to 999.'],
    [from('FREQ=DAILY;INTERVAL=0', '2026-11-30'), 'INTERVAL is a whole number'],
    [from('FREQ=DAILY;COUNT=2;UNTIL=20271231', '2026-11-30'), 'A rule ends by UNTIL or by COUNT'],
    [from('FREQ=DAILY;UNTIL=20270230', '2026-11-30'), 'UNTIL is a day'],
    [from('FREQ=WEEKLY;BYDAY=1MO', '2026-11-30'), 'Only a monthly or a yearly rule'],
    [from('FREQ=MONTHLY;BYDAY=6MO', '2026-11-30'), 'The number in BYDAY is at most 5 here.'],
    [from('FREQ=WEEKLY;BYMONTHDAY=1', '2026-11-30'), 'A weekly rule has no BYMONTHDAY.'],
    [from('FREQ=MONTHLY;BYSETPOS=1', '2026-11-30'), 'BYSETPOS chooses from days'],
    [from('FREQ=MONTHLY;SKIP=BACKWARD', '2026-11-30'), 'SKIP comes with RSCALE=GREGORIAN.'],
    [from('RSCALE=HEBREW;FREQ=MONTHLY', '2026-11-30'), 'RSCALE is GREGORIAN.'],
    [from('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-11-30'), 'This rule has no date at all.'],
    [from('FREQ=DAILY;INTERVAL=7;BYDAY=TU', '2026-11-30'), 'This rule has no date at all.'],
    [from('FREQ=DAILY;UNTIL=20261129', '2026-11-30'), 'This rule has no date at all.'],
    [from(`FREQ=DAILY;${'BYMONTH=1'.repeat(60)}`, '2026-11-30'), 'A rule has at most 500 characters.'],
    ['FREQ=DAILY', 'Send a rule'],
  ])('when it is %j', (value, words) => expect(recurrenceProblem(value)).toContain(words));

  it('for nothing else', () => {
    expect(recurrenceProblem(from('freq=daily', '2026-11-30T09:00[Europe/Lisbon]', 'completion'))).toBeNull();
    expect(recurrenceProblem(from(END_OF_MONTH, '2026-11-30'))).toBeNull();
    expect(recurrenceProblem(from('FREQ=YEARLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29', '2026-11-30'))).toBeNull();
  });
});

describe('A completion that is taken back', () => {
  const rule = fc.constantFrom('FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=TU,TH', END_OF_MONTH, 'FREQ=DAILY;COUNT=5');
  const due = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('', 'T09:00', 'T23:30[America/Santiago]'));
  const origin = fc.constantFrom<Recurrence['from']>('due', 'completion');
  const wait = fc.integer({ min: -3, max: 40 });

  it('leaves the todo as it was, unless another date came since', () => {
    fc.assert(
      fc.property(rule, due, origin, wait, (text, [day, time], counts, days) => {
        const anchor = `2026-11-${String(day).padStart(2, '0')}${time}`;
        const dates = { start: '2026-10-01', due: anchor, deadline: null };
        const before = { ...dates, recurrence: from(text, anchor, counts) };
        const at = Date.parse(anchor.slice(0, 10)) + days * 86_400_000;
        const next = advance(before, before.recurrence, at, lisbon);
        if (!next) return;
        const after = { ...next, completedAt: null };
        const completion = { ...dates, completedAt: new Date(at).toISOString() };
        expect(takenBack(completion, after, lisbon)).toEqual(before);
        expect(takenBack(completion, { ...after, due: '2040-01-01' }, lisbon)).toBeNull();
        expect(takenBack(completion, { ...after, start: '2040-01-01' }, lisbon)?.start).toBe('2040-01-01');
        expect(takenBack(completion, { ...after, recurrence: null }, lisbon)).toBeNull();
        const again = advance(after, after.recurrence, at, lisbon);
        if (again) expect(takenBack(completion, { ...after, ...again }, lisbon)).toBeNull();
      }),
    );
  });
});
