import { monthsLater } from '@latch/domain/months';
import { startOfWeek } from '../../shared/formatters/calendar';
import { type Day, daysLater } from '../../shared/formatters/days';

/** The day that a key goes to from another one, as in any grid of days; undefined for a key that goes nowhere. */
export function dayByKey(stroke: string | null, day: Day, weekStart: number): Day | undefined {
  switch (stroke) {
    case 'ArrowLeft':
      return daysLater(day, -1);
    case 'ArrowRight':
      return daysLater(day, 1);
    case 'ArrowUp':
      return daysLater(day, -7);
    case 'ArrowDown':
      return daysLater(day, 7);
    case 'Home':
      return startOfWeek(day, weekStart);
    case 'End':
      return daysLater(startOfWeek(day, weekStart), 6);
    case 'PageUp':
      return monthsLater(day, -1);
    case 'PageDown':
      return monthsLater(day, 1);
    case 'Shift+PageUp':
      return monthsLater(day, -12);
    case 'Shift+PageDown':
      return monthsLater(day, 12);
    default:
      return undefined;
  }
}
