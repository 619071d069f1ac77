import type { Clock } from './dates.js';
import type { Fields, Values } from './fields.js';

/** What a person sets once, for all of their devices. */
export const settingsFields = {
  /** By it a server knows their day, and their devices show it. Null where no device has said it yet. */
  timeZone: { kind: 'zone', default: null, called: 'time zone' },
  /** The hour at which their day starts. */
  dayStart: { kind: 'whole', least: 0, most: 23, default: 0, called: 'day start' },
  /** The first day of the week: 1 is Monday, 7 is Sunday (ISO 8601). */
  weekStart: { kind: 'whole', least: 1, most: 7, default: 1, called: 'first day of the week' },
} as const satisfies Fields;

/** The clock of somebody; that of UTC until a device has said where they are. */
export function clockOf({ timeZone, dayStart }: Pick<Values<typeof settingsFields>, 'timeZone' | 'dayStart'>): Clock {
  return { zone: timeZone ?? 'UTC', dayStart };
}
