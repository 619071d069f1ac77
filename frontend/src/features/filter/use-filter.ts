import { nameProblems } from '@latch/domain/filters/name-problems';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import { useMemo } from 'react';
import { useFilterContext } from '../../model/filters/filter-context';
import { useFilterMoment } from '../../model/filters/filter-moment';
import { filterView } from './filter-view';
import { offersFor } from './offers';

/** What the text of a filter means now. */
export function useFilter(userId: string, query: string) {
  const moment = useFilterMoment();
  const context = useFilterContext(userId);
  const parsed = useMemo(() => parseFilter(query, moment), [query, moment]);
  const { tree, errors, clauses } = parsed;
  const view = useMemo(
    () => (tree && errors.length === 0 ? filterView(tree, moment) : undefined),
    [tree, errors, moment],
  );
  const problems = context && errors.length === 0 ? nameProblems(clauses, context) : [];
  const offers = [...offersFor(query, errors, moment), ...problems.flatMap((one) => offersFor(query, [one], moment))];
  return { errors, problems, offers, view, context, moment };
}
