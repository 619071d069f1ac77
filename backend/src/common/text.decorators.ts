import { Transform } from 'class-transformer';
import { type ValidationArguments, registerDecorator } from 'class-validator';
import { tidyLine } from '@latch/domain/tidy-line';

/** A rule about one value: whether it holds, and the sentence for people when it does not. */
interface Rule {
  name: string;
  holds: (value: unknown) => boolean;
  message: string | ((given: ValidationArguments) => string);
}

/** Makes a property decorator of a rule. */
export function rule({ name, holds, message }: Rule): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options: { message },
      validator: { validate: holds },
    });
}

/** Makes one tidy line of a text before it is judged. @see tidyLine */
export const TidiedLine = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidyLine(value, '\0') : value));

/** Text that PostgreSQL can hold and UTF-8 can carry: no NUL, no half of a surrogate pair. */
export const IsPlainText = () =>
  rule({
    name: 'isPlainText',
    holds: (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
    message: 'Send text, without NUL characters or halves of surrogate pairs.',
  });

/** Counted as people and PostgreSQL do, in Unicode code points. */
export const HasCodePoints = (min: number, max: number, message: string) =>
  rule({
    name: 'hasCodePoints',
    holds: (value) =>
      typeof value === 'string' && value.length <= max * 2 && isBetween(Array.from(value).length, min, max),
    message,
  });

/** Counted as JavaScript does, in UTF-16 code units. */
export const HasUnits = (min: number, max: number, message: string) =>
  rule({
    name: 'hasUnits',
    holds: (value) => typeof value === 'string' && isBetween(value.length, min, max),
    message,
  });

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
