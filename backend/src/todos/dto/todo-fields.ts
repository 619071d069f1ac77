import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { HasCodePoints, IsPlainText, TidiedLine, rule } from '../../common/text.decorators.js';
import { isUuid } from '../../common/uuid.js';

const TITLE_MAX = 500;
const NOTES_MAX = 20_000;
/** How many labels a todo can have. */
export const MOST_LABELS = 50;

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const priorityMessage = { message: 'A priority is a whole number from 1 to 4.' };

/** Tidied before it is judged. */
export const IsTitle = () =>
  applyDecorators(
    TidiedLine(),
    HasCodePoints(1, TITLE_MAX, `Give the todo a title of 1 to ${TITLE_MAX} characters.`),
    IsPlainText(),
  );

export const IsNotes = () =>
  applyDecorators(HasCodePoints(0, NOTES_MAX, `Notes are text of at most ${NOTES_MAX} characters.`), IsPlainText());

export const IsPriority = () =>
  applyDecorators(IsInt(priorityMessage), Min(1, priorityMessage), Max(4, priorityMessage));

/** A day that there is, or null. */
export const IsDue = () =>
  rule({
    name: 'isDue',
    holds: (value) => value === null || isDay(value),
    message: 'Send a day, such as 2026-11-21, or null.',
  });

/** In small letters and sorted, as they are answered. */
export const IsLabelIds = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      isShortList(value, MOST_LABELS) && value.every(isUuid) ? value.map((id) => id.toLowerCase()).toSorted() : value,
    ),
    rule({
      name: 'isLabelIds',
      holds: (value) => isIdList(value, 0, MOST_LABELS),
      message: `Send at most ${MOST_LABELS} ids of labels, each once.`,
    }),
  );

/** Whether it is a list of ids, each in it once. */
export function isIdList(value: unknown, least: number, most: number): boolean {
  if (!Array.isArray(value) || value.length < least || value.length > most) return false;
  return value.every(isUuid) && new Set(value).size === value.length;
}

/** Whether it is worth looking at each of a list: a longer one is refused anyway. */
export function isShortList(value: unknown, most: number): value is unknown[] {
  return Array.isArray(value) && value.length <= most;
}

function isDay(value: unknown): boolean {
  const [, year, month, day] = (typeof value === 'string' && DAY.exec(value)) || [];
  if (!year || year === '0000') return false;
  const date = new Date(`${value as string}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}
