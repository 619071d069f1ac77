import type { FilterError } from '@latch/domain/filters/filter';
import { formatFilter } from '@latch/domain/filters/format-filter';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import type { FilterMoment } from '../../model/filters/filter-moment';

/** Errors are mended one by one; more at once are left to the person. */
const MOST_ROUNDS = 10;

/** Filters that would be right instead: one in which all errors are mended where that can be done, else one for each. */
export function offersFor(query: string, errors: readonly FilterError[], moment: FilterMoment): string[] {
  const whole = errors.length > 1 ? mended(query, moment) : undefined;
  if (whole !== undefined) return [whole];
  const offers = errors.flatMap((error) =>
    error.suggestion === undefined ? [] : [tidied(replaced(query, error), moment)],
  );
  return [...new Set(offers)].filter(Boolean);
}

function mended(query: string, moment: FilterMoment): string | undefined {
  let text = query;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { errors, tree } = parseFilter(text, moment);
    if (errors.length === 0) return tree && formatFilter(tree);
    const next = errors.find(({ suggestion }) => suggestion !== undefined);
    if (!next) return undefined;
    text = replaced(text, next);
  }
  return undefined;
}

/** As Latch writes it, where all of it is right. */
function tidied(text: string, moment: FilterMoment): string {
  const { errors, tree } = parseFilter(text, moment);
  return tree && errors.length === 0 ? formatFilter(tree) : text.trim();
}

function replaced(query: string, { start, end, suggestion = '' }: FilterError): string {
  return query.slice(0, start) + suggestion + query.slice(end);
}
