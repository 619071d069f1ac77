import { type Type, applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { MayBeLeftOut } from '../common/request-fields.js';
import { HasCodePoints, HasUnits, IsPlainText, TidiedLine, rule } from '../common/text.decorators.js';
import { isUuid } from '../common/uuid.js';
import { isZone, parseDate } from '@latch/domain/dates';
import { type Recurrence, recurrenceProblem } from '@latch/domain/recurrence';
import { isReminders } from '@latch/domain/reminders';
import {
  type BulkSettable,
  type Field,
  type Fields,
  type NameOf,
  type NewValuesGiven,
  type Settable,
  bulkNames,
  namesAtCreate,
  settableNames,
} from '@latch/domain/fields';
import { ruleOf } from '@latch/domain/field-words';

/** A DTO that has what a create takes of some fields. @param base a DTO with more */
export function CreateFields<F extends Fields, B extends object = object>(fields: F, base?: Type<B>) {
  return withRules(fields, namesAtCreate(fields), base) as Type<NewValuesGiven<F> & B>;
}

/** A DTO that has all that can be set of some fields, each of which may be left out. */
export function UpdateFields<F extends Fields>(fields: F) {
  return withRules(fields, settableNames(fields), undefined, true) as Type<Partial<Settable<F>>>;
}

/** A DTO that has what can be set on many things at once, each of which may be left out. */
export function BulkFields<F extends Fields>(fields: F) {
  return withRules(fields, bulkNames(fields), undefined, true) as Type<Partial<BulkSettable<F>>>;
}

/** The rules of one field. Text is tidied before it is judged. */
export function IsField<F extends Fields>(fields: F, name: NameOf<F>): PropertyDecorator {
  const field: Field = fields[name]!;
  const message = ruleOf(name, field);
  switch (field.kind) {
    case 'line':
      return applyDecorators(TidiedLine(), HasCodePoints(1, field.most, message), IsPlainText());
    case 'text':
      return applyDecorators(HasCodePoints(0, field.most, message), IsPlainText());
    case 'query':
      return applyDecorators(HasUnits(1, field.most, message), IsPlainText());
    case 'whole':
      return IsWhole(field, message);
    case 'date':
      return rule({ name: 'isDate', holds: (value) => value === null || isDate(value), message });
    case 'recurrence':
      return IsRecurrence();
    case 'reminders':
      return IsReminders(message);
    case 'zone':
      return rule({ name: 'isZone', holds: (value) => value === null || isZoneName(value), message });
    case 'choice':
      return IsIn(field.of, { message });
    case 'flag':
      return IsBoolean({ message });
    case 'ids':
      return IsIds(0, field.most, message, (ids) => ids.toSorted());
    default:
      throw new Error(message);
  }
}

/** Ids, each once, in small letters. @param arrange how they are kept, such as sorted */
export function IsIds(least: number, most: number, message: string, arrange = (ids: string[]) => ids) {
  const isShort = (value: unknown) => Array.isArray(value) && value.length <= most;
  const isEach = (value: unknown): value is string[] => isShort(value) && (value as unknown[]).every(isUuid);
  const holds = (value: unknown) =>
    isEach(value) && value.length >= least && value.length <= most && new Set(value).size === value.length;
  return applyDecorators(
    // A longer list is refused anyway, so nobody looks at each of it.
    Transform(({ value }: { value: unknown }) =>
      isEach(value) ? arrange(value.map((id) => id.toLowerCase())) : value,
    ),
    rule({ name: 'isIds', holds, message }),
  );
}

/** How a todo repeats, or null; what it says is kept in one order, so that the same is the same. */
function IsRecurrence() {
  const problemOf = (value: unknown) => (value === null ? null : recurrenceProblem(value));
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      problemOf(value) === null ? inOrder(value as Recurrence | null) : value,
    ),
    rule({
      name: 'isRecurrence',
      holds: (value) => problemOf(value) === null,
      message: ({ value }) => problemOf(value) ?? '',
    }),
  );
}

/** Sorted, so that the same is the same. */
function IsReminders(message: string) {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (isReminders(value) ? value.toSorted((a, b) => a - b) : value)),
    rule({ name: 'isReminders', holds: isReminders, message }),
  );
}

function inOrder(value: Recurrence | null): Recurrence | null {
  return value && { rule: value.rule, anchor: value.anchor, from: value.from };
}

function IsWhole({ least, most, default: standard }: Field & { kind: 'whole' }, message: string) {
  const rules = [IsInt({ message }), Min(least, { message }), Max(most, { message })];
  return standard === null ? applyDecorators(UnlessNull(), ...rules) : applyDecorators(...rules);
}

const UnlessNull = () => ValidateIf((_object, value: unknown) => value !== null);

function withRules(fields: Fields, names: string[], base: Type<object> = Object, isOptional = false): Type<object> {
  class WithFields extends base {}
  for (const name of names) {
    if (isOptional || 'default' in fields[name]!) MayBeLeftOut()(WithFields.prototype, name);
    IsField(fields, name)(WithFields.prototype, name);
  }
  return WithFields;
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && parseDate(value) !== undefined;
}

function isZoneName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 64 && isZone(value);
}
