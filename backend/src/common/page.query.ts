import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeLeftOut } from './may-be-left-out.decorator.js';
import { rule } from './text.decorators.js';

const MOST = 200;
const LONGEST_CURSOR = 400;
const limitMessage = { message: `Ask for 1 to ${MOST} at once.` };

/** Which page of a list. */
export class PageQuery {
  @Transform(({ value }: { value: unknown }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value))
  @IsInt(limitMessage)
  @Min(1, limitMessage)
  @Max(MOST, limitMessage)
  limit: number = 50;

  @MayBeLeftOut()
  @rule({
    name: 'isCursor',
    holds: (value) => typeof value === 'string' && value.length >= 1 && value.length <= LONGEST_CURSOR,
    message: 'Use the nextCursor of the page before.',
  })
  cursor?: string;
}
