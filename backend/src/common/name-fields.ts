import { applyDecorators } from '@nestjs/common';
import { IsBoolean, IsIn } from 'class-validator';
import { HasCodePoints, IsPlainText, TidiedLine } from './text.decorators.js';

const COLOURS = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink', 'brown'];

/** Tidied before it is judged. @param most code points */
export const IsName = (most: number) =>
  applyDecorators(TidiedLine(), HasCodePoints(1, most, `Give it a name of 1 to ${most} characters.`), IsPlainText());

export const IsColour = () => IsIn(COLOURS, { message: `Choose one of ${COLOURS.join(', ')}.` });

export const IsLayout = () => IsIn(['list', 'board'], { message: 'Choose list or board.' });

export const IsYesOrNo = () => IsBoolean({ message: 'Send true or false.' });
