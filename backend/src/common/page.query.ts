import { Amount, MayBeLeftOut } from './request-fields.js';
import { LONGEST_CURSOR } from './cursor.js';
import { rule } from './text.decorators.js';

const MOST = 200;

/** Which page of a list. */
export class PageQuery {
  @Amount(MOST, `Ask for 1 to ${MOST} at once.`)
  limit: number = 50;

  @MayBeLeftOut()
  @rule({
    name: 'isCursor',
    holds: (value) => typeof value === 'string' && value.length >= 1 && value.length <= LONGEST_CURSOR,
    message: 'Use the nextCursor of the page before.',
  })
  cursor?: string;
}
