import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { rule } from './text.decorators.js';
import { isUuid, isUuidV7 } from './uuid.js';

const INT4_MAX = 2_147_483_647;
const versionMessage = { message: 'Send the version you saw, a whole number from 1.' };

/** As the database writes a UUID, so that ids can be compared as text. */
const InSmallLetters = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value));

/** The id of something new, which the client may choose. */
export const IsNewId = () =>
  applyDecorators(
    MayBeLeftOut(),
    InSmallLetters(),
    rule({ name: 'isUuidV7', holds: isUuidV7, message: 'The id must be a UUID of version 7.' }),
  );

export const IsId = () =>
  applyDecorators(InSmallLetters(), rule({ name: 'isId', holds: isUuid, message: 'Send an id, a UUID.' }));

/** An id, null, or left out. */
export const IsIdOrNull = () =>
  applyDecorators(
    MayBeLeftOut(),
    InSmallLetters(),
    rule({
      name: 'isIdOrNull',
      holds: (value) => value === null || isUuid(value),
      message: 'Send an id, a UUID, or null.',
    }),
  );

/** The version that the client saw, if it says so. */
export const IsSeenVersion = () =>
  applyDecorators(MayBeLeftOut(), IsInt(versionMessage), Min(1, versionMessage), Max(INT4_MAX, versionMessage));

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** When something was done, if the client says so. */
export const IsDoneAt = () =>
  applyDecorators(
    MayBeLeftOut(),
    rule({
      name: 'isDoneAt',
      holds: (value) => typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
      message: 'Send a moment in UTC, such as 2026-11-20T09:00:00.000Z.',
    }),
  );

/** A field that may be left out. Unlike `IsOptional` it does not let null through. */
export const MayBeLeftOut = () => ValidateIf((_object, value: unknown) => value !== undefined);

export const IsYesOrNo = () => IsBoolean({ message: 'Send true or false.' });

/** A query parameter that is a whole number from 1 to `most`. @param message says so in words */
export const Amount = (most: number, message: string) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value)),
    IsInt({ message }),
    Min(1, { message }),
    Max(most, { message }),
  );
