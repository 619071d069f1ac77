import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { HasCodePoints, IsPlainText } from '../../common/text.decorators.js';

const TITLE_MAX = 500;
const NOTES_MAX = 20_000;

/** Trimmed before it is judged. */
export const IsTitle = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    HasCodePoints(1, TITLE_MAX, `Give the todo a title of 1 to ${TITLE_MAX} characters.`),
    IsPlainText(),
  );

export const IsNotes = () =>
  applyDecorators(HasCodePoints(0, NOTES_MAX, `Notes are text of at most ${NOTES_MAX} characters.`), IsPlainText());
