import type { Field } from '@latch/domain/fields';
import type { Recurrence } from '@latch/domain/recurrence';
import { wordsOf } from '@latch/domain/recurrence-words';
import { calledOf } from '@latch/domain/field-words';
import { formatReminders } from '@latch/domain/reminders';
import { formatDateInFull } from './dates';
import type { Day } from './days';

/** A value of a field as one would say it, or null where there is none: no day, no label, its default. */
export function formatFieldValue(name: string, field: Field, value: unknown, today: Day): string | null {
  switch (field.kind) {
    case 'whole':
      return value === null || value === field.default ? null : withUnit(Number(value), field.unit);
    case 'date':
      return typeof value === 'string' ? formatDateInFull(value, today) : null;
    case 'recurrence':
      return value === null ? null : wordsOf(value as Recurrence);
    case 'reminders':
      return Array.isArray(value) && value.length > 0 ? formatReminders(value as number[]) : null;
    case 'ids':
      return Array.isArray(value) && value.length > 0 ? `${value.length} ${calledOf(name, field)}` : null;
    case 'flag':
      return value ? 'yes' : 'no';
    default:
      return typeof value === 'string' && value !== '' ? value : null;
  }
}

function withUnit(count: number, unit: string | undefined): string {
  if (!unit) return String(count);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
