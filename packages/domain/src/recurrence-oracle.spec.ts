import * as fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { type Recurrence, nextDate, occurrences, recurrenceProblem } from './recurrence.js';

/**
 * Looks at each day of 50 years by itself and asks whether the rule means it: no library, no jumps, no code in common with
 * what is tested.
 */
const MS = 86_400_000;
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

interface Wanted {
  rule: string;
  falls: (day: Date, anchor: Date) => boolean;
}

const textOf = (day: Date) => day.toISOString().slice(0, 10);
const lastOf = (day: Date) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
const monthsFrom = (anchor: Date, day: Date) =>
  (day.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + day.getUTCMonth() - anchor.getUTCMonth();
const mondayOf = (day: Date) => day.getTime() / MS - ((day.getUTCDay() + 6) % 7);
const isWorkday = (day: Date) => day.getUTCDay() % 6 !== 0;

const interval = fc.integer({ min: 1, max: 9 });
const every = (number: number) => (number === 1 ? '' : `;INTERVAL=${number}`);

const daily: fc.Arbitrary<Wanted> = interval.map((n) => ({
  rule: `FREQ=DAILY${every(n)}`,
  falls: (day, anchor) => ((day.getTime() - anchor.getTime()) / MS) % n === 0,
}));

const weekly: fc.Arbitrary<Wanted> = fc
  .tuple(interval, fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }))
  .map(([n, days]) => ({
    rule: `FREQ=WEEKLY${every(n)};BYDAY=${days.map((day) => names[day]).join(',')}`,
    falls: (day, anchor) => days.includes(day.getUTCDay()) && ((mondayOf(day) - mondayOf(anchor)) / 7) % n === 0,
  }));

const bareWeekly: fc.Arbitrary<Wanted> = interval.map((n) => ({
  rule: `FREQ=WEEKLY${every(n)}`,
  falls: (day, anchor) => ((day.getTime() - anchor.getTime()) / MS) % (7 * n) === 0,
}));

const monthDay: fc.Arbitrary<Wanted> = fc.tuple(interval, fc.integer({ min: 1, max: 31 })).map(([n, wanted]) => ({
  rule: `RSCALE=GREGORIAN;FREQ=MONTHLY${every(n)};BYMONTHDAY=${wanted};SKIP=BACKWARD`,
  falls: (day, anchor) => day.getUTCDate() === Math.min(wanted, lastOf(day)) && monthsFrom(anchor, day) % n === 0,
}));

const omittedMonthDay: fc.Arbitrary<Wanted> = interval.map((n) => ({
  rule: `FREQ=MONTHLY${every(n)}`,
  falls: (day, anchor) => day.getUTCDate() === anchor.getUTCDate() && monthsFrom(anchor, day) % n === 0,
}));

const nthWeekday: fc.Arbitrary<Wanted> = fc
  .tuple(interval, fc.integer({ min: 0, max: 6 }), fc.constantFrom(1, 2, 3, 4, 5, -1, -2))
  .map(([n, weekday, nth]) => ({
    rule: `FREQ=MONTHLY${every(n)};BYDAY=${nth}${names[weekday]}`,
    falls: (day, anchor) => {
      const place = nth > 0 ? Math.ceil(day.getUTCDate() / 7) : -Math.ceil((lastOf(day) - day.getUTCDate() + 1) / 7);
      return day.getUTCDay() === weekday && place === nth && monthsFrom(anchor, day) % n === 0;
    },
  }));

const workday: fc.Arbitrary<Wanted> = fc.tuple(interval, fc.constantFrom(1, -1)).map(([n, place]) => ({
  rule: `FREQ=MONTHLY${every(n)};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${place}`,
  falls: (day, anchor) => {
    for (let other = new Date(day.getTime() - place * MS); other.getUTCMonth() === day.getUTCMonth();) {
      if (isWorkday(other)) return false;
      other = new Date(other.getTime() - place * MS);
    }
    return isWorkday(day) && monthsFrom(anchor, day) % n === 0;
  },
}));

const yearly: fc.Arbitrary<Wanted> = fc
  .tuple(interval, fc.constantFrom<[number, number]>([1, 29], [0, 1], [11, 31], [5, 30], [1, 28]), fc.boolean())
  .map(([n, [month, date], backward]) => ({
    rule: `RSCALE=GREGORIAN;FREQ=YEARLY${every(n)};BYMONTH=${month + 1};BYMONTHDAY=${date};SKIP=${backward ? 'BACKWARD' : 'OMIT'}`,
    falls: (day, anchor) =>
      day.getUTCMonth() === month &&
      day.getUTCDate() === (backward ? Math.min(date, lastOf(day)) : date) &&
      (day.getUTCFullYear() - anchor.getUTCFullYear()) % n === 0,
  }));

const wanted = fc.oneof(daily, weekly, bareWeekly, monthDay, omittedMonthDay, nthWeekday, workday, yearly);
const day = fc.integer({ min: Date.UTC(2000, 0) / MS, max: Date.UTC(2030, 0) / MS }).map((days) => new Date(days * MS));
const FIFTY_YEARS = 18_263;

function enumerated({ falls }: Wanted, anchor: Date, from: Date, most = Infinity): string[] {
  const days: string[] = [];
  for (let number = 0; number < FIFTY_YEARS && days.length < most; number++) {
    const at = new Date(from.getTime() + number * MS);
    if (at >= anchor && falls(at, anchor)) days.push(textOf(at));
  }
  return days;
}

function said(rule: string, anchor: Date, from: Date, most = Infinity): string[] {
  const recurrence: Recurrence = { rule, anchor: textOf(anchor), from: 'due' };
  const end = textOf(new Date(from.getTime() + FIFTY_YEARS * MS));
  const days: string[] = [];
  for (const date of occurrences(recurrence, { from: textOf(from), zone: 'UTC' })) {
    if (date >= end || days.push(date) >= most) break;
  }
  return days;
}

describe('Over 50 years, a rule falls on the days on which', () => {
  it('somebody would find it who looks at each of them', () => {
    fc.assert(
      fc.property(wanted, day, (wanted, anchor) => {
        expect(said(wanted.rule, anchor, anchor).join()).toBe(enumerated(wanted, anchor, anchor).join());
      }),
      { numRuns: 16 },
    );
  });

  it('it falls when it is looked up long after it began', () => {
    fc.assert(
      fc.property(wanted, day, fc.integer({ min: -400, max: 20_000 }), (wanted, anchor, later) => {
        const from = new Date(anchor.getTime() + later * MS);
        expect(said(wanted.rule, anchor, from, 30)).toEqual(enumerated(wanted, anchor, from, 30));
      }),
      { numRuns: 30 },
    );
  });

  it('it falls until it ends, by a day or by a number', () => {
    fc.assert(
      fc.property(wanted, day, fc.integer({ min: 1, max: 60 }), fc.boolean(), (wanted, anchor, many, counted) => {
        const all = enumerated(wanted, anchor, anchor);
        fc.pre(all.length > many);
        const end = counted ? `COUNT=${many}` : `UNTIL=${all[many - 1]!.replaceAll('-', '')}`;
        expect(said(`${wanted.rule};${end}`, anchor, anchor)).toEqual(all.slice(0, many));
        const from = new Date(`${all[many >> 1]!}T00:00Z`);
        expect(said(`${wanted.rule};${end}`, anchor, from)).toEqual(all.slice(many >> 1, many));
      }),
      { numRuns: 20 },
    );
  });

  it('the next date is the first of them after both the date it has and today', () => {
    const apart = fc.integer({ min: -60, max: 1_500 });
    fc.assert(
      fc.property(wanted, day, apart, apart, (wanted, anchor, due, today) => {
        const [dueDay, now] = [due, today].map((days) => new Date(anchor.getTime() + days * MS)) as [Date, Date];
        const recurrence: Recurrence = { rule: wanted.rule, anchor: textOf(anchor), from: 'due' };
        const later = new Date(Math.max(dueDay.getTime(), now.getTime()) + MS);
        const next = nextDate(recurrence, textOf(dueDay), now.getTime(), { zone: 'UTC', dayStart: 0 });
        expect(next ?? undefined).toBe(enumerated(wanted, anchor, later, 1)[0]);
      }),
      { numRuns: 30 },
    );
  });

  it('counted from completion, the next date is the first of a rule that begins on that day', () => {
    fc.assert(
      fc.property(wanted, day, fc.integer({ min: -40, max: 400 }), (wanted, now, ahead) => {
        const due = textOf(new Date(now.getTime() + ahead * MS));
        const recurrence: Recurrence = { rule: wanted.rule, anchor: '2000-01-01', from: 'completion' };
        const later = enumerated(wanted, now, new Date(now.getTime() + MS)).find((day) => day > due);
        expect(nextDate(recurrence, due, now.getTime(), { zone: 'UTC', dayStart: 0 }) ?? undefined).toBe(later);
      }),
      { numRuns: 30 },
    );
  });
});

describe('A rule that somebody made up', () => {
  const some = (...of: (string | number)[]) =>
    fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 4 }).map(String);
  const freq = fc.constantFrom('WEEKLY', 'MONTHLY', 'YEARLY');

  it('falls on the days on which another library has it fall', () => {
    const shared = fc.record(
      {
        INTERVAL: fc.integer({ min: 1, max: 5 }).map(String),
        BYDAY: some('MO', 'TU', 'WE', 'FR', 'SU'),
        BYMONTHDAY: some(1, 13, 28, 31, -1, -3),
        BYMONTH: some(1, 2, 6, 11),
        BYSETPOS: some(1, 2, -1),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(freq, shared, day, (freq, parts, anchor) => {
        const rule = [`FREQ=${freq}`, ...Object.entries(parts).map(([name, value]) => `${name}=${value}`)].join(';');
        const recurrence: Recurrence = { rule, anchor: textOf(anchor), from: 'due' };
        fc.pre(recurrenceProblem(recurrence) === null);
        const dtstart = Temporal.Instant.fromEpochMilliseconds(anchor.getTime()).toZonedDateTimeISO('UTC');
        const theirs = new RRuleTemporal({ rruleString: rule, dtstart }).all((_, index) => index < 8);
        const ours: string[] = [];
        for (const date of occurrences(recurrence, { from: textOf(anchor), zone: 'UTC' }))
          if (ours.push(date) >= theirs.length) break;
        expect(ours).toEqual(theirs.map((date) => date.toString().slice(0, 10)));
      }),
      { numRuns: 40 },
    );
  });

  const parts = fc.record(
    {
      FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY'),
      RSCALE: fc.constantFrom('GREGORIAN', 'HEBREW'),
      SKIP: fc.constantFrom('OMIT', 'BACKWARD', 'FORWARD'),
      INTERVAL: fc.oneof(fc.integer({ min: 1, max: 999 }), fc.constant(1e9)).map(String),
      COUNT: fc.integer({ min: 0, max: 1_200 }).map(String),
      UNTIL: fc.constantFrom('20270101', '20270230', '20270101T000000Z'),
      BYDAY: fc.uniqueArray(fc.constantFrom('MO', 'TU', '5FR', '-1SU', '53SA', 'XX')).map(String),
      BYMONTHDAY: fc.uniqueArray(fc.integer({ min: -32, max: 32 })).map(String),
      BYMONTH: fc.uniqueArray(fc.integer({ min: 1, max: 13 })).map(String),
      BYSETPOS: fc.uniqueArray(fc.integer({ min: -367, max: 367 }), { maxLength: 3 }).map(String),
      BYHOUR: fc.constant('9'),
    },
    { requiredKeys: ['FREQ'] },
  );

  it('is refused in words or has dates in order, each once, and soon', () => {
    fc.assert(
      fc.property(parts, day, (parts, anchor) => {
        const rule = Object.entries(parts)
          .map(([name, value]) => `${name}=${value}`)
          .join(';');
        const recurrence = { rule, anchor: textOf(anchor), from: 'due' as const };
        const problem = recurrenceProblem(recurrence);
        if (problem !== null) return expect(problem).toMatch(/\.$|null\.$/);
        const days: string[] = [];
        for (const date of occurrences(recurrence, { from: textOf(anchor), zone: 'UTC' }))
          if (days.push(date) >= 20) break;
        expect(days).toEqual([...new Set(days)].toSorted());
        expect(days.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});
