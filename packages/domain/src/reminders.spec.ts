import { momentOf } from './dates.js';
import { formatReminder, formatReminders, isReminders, readReminder, reminderInstant } from './reminders.js';

describe('Reminders', () => {
  it.each([[[]], [[0]], [[40_320]], [[10, 0, 5, 60, 1440]]])('may be %j', (value) => {
    expect(isReminders(value)).toBe(true);
  });

  it.each([
    ['a number', 5],
    ['nothing', null],
    ['text', ['5']],
    ['a part of a minute', [0.5]],
    ['a time after', [-1]],
    ['more than four weeks', [40_321]],
    ['the same twice', [5, 5]],
    ['six', [0, 1, 2, 3, 4, 5]],
    ['no number', [Number.NaN]],
    ['a list with a gap', [null]],
  ])('are not %s', (_what, value) => {
    expect(isReminders(value)).toBe(false);
  });

  it.each([
    [0, 'at the time'],
    [1, '1 minute before'],
    [45, '45 minutes before'],
    [60, '1 hour before'],
    [90, '1 hour 30 minutes before'],
    [1440, '1 day before'],
    [3000, '2 days 2 hours before'],
    [10_080, '1 week before'],
    [40_320, '4 weeks before'],
  ])('%s minutes are said as "%s", and read as the same', (minutes, said) => {
    expect(formatReminder(minutes)).toBe(said);
    expect(readReminder(said)).toBe(minutes);
  });

  it('are said one after the other', () => {
    expect(formatReminders([0, 10])).toBe('at the time, 10 minutes before');
  });

  it.each([
    ['45', 45],
    [' 45 min ', 45],
    ['2h', 120],
    ['1.5 hours', 90],
    ['1h 30m', 90],
    ['1h30m', 90],
    ['1h30', 90],
    ['1 day and 2 hours', 1560],
    ['3 Days Before', 4320],
    ['2 weeks', 20_160],
    ['on time', 0],
  ])('are read from "%s"', (text, minutes) => {
    expect(readReminder(text)).toBe(minutes);
  });

  it.each(['', 'before', 'soon', '-5', '5 weeks', '40321', '1.5 minutes', '10 apples', '1e3', '2 hours later', '5-10'])(
    'are not read from "%s"',
    (text) => {
      expect(readReminder(text)).toBeUndefined();
    },
  );
});

describe('The moment somebody can be reminded before', () => {
  const at = (text: string) => Date.parse(text);

  it('is of a floating time by the clock of the person, of a fixed one by its zone', () => {
    expect(momentOf('2026-11-20T09:00', 'Asia/Tokyo')).toBe(at('2026-11-20T00:00Z'));
    expect(momentOf('2026-11-20T09:00', 'Europe/Lisbon')).toBe(at('2026-11-20T09:00Z'));
    for (const zone of ['Asia/Tokyo', 'Europe/Lisbon'])
      expect(momentOf('2026-11-20T09:00[America/New_York]', zone)).toBe(at('2026-11-20T14:00Z'));
    expect(momentOf('2026-11-20T09:00[Not/Known]', 'Asia/Tokyo')).toBe(at('2026-11-20T00:00Z'));
  });

  it('is none of a day, nor of no date', () => {
    expect(momentOf('2026-11-20', 'UTC')).toBeNull();
    expect(momentOf(null, 'UTC')).toBeNull();
  });

  it('is minutes that pass before it, also where clocks change in between', () => {
    const due = momentOf('2026-03-29T09:00', 'Europe/Berlin')!;
    expect(reminderInstant(due, 1440)).toBe(at('2026-03-28T08:00+01:00'));
    // Of a time that clocks skip, the one that they show instead.
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(at('2026-03-29T03:30+02:00'));
  });
});
