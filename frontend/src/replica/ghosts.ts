import type { Day } from '../shared/formatters/days';
import type { Replica } from './replica';
import type { TodoRow } from './row-store';

/** A repeat of a todo that is still to come. */
export interface Ghost {
  todo: TodoRow;
  day: Day;
}

const NONE: readonly Ghost[] = [];

/** The repeats that come between two days, both among them, day by day. Nothing repeats yet. */
export function ghostsBetween(_rows: Replica['shown'], _span: readonly [Day, Day]): readonly Ghost[] {
  return NONE;
}
