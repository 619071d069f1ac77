import type { FilterContext } from '@latch/domain/filters/filter-context';
import { nameProblems } from '@latch/domain/filters/name-problems';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import { useMemo } from 'react';
import { useFilterMoment } from '../../model/filters/filter-moment';
import type { Outline } from '../../model/outline/outline';
import { useOutline } from '../../model/outline/use-outline';
import { filterView } from './filter-view';
import { offersFor } from './offers';

/** By when and in what filters are read now; undefined until it is known what there is. */
export function useFilterContext(userId: string): (Omit<FilterContext, keyof Outline> & Outline) | undefined {
  const moment = useFilterMoment();
  const outline = useOutline(userId);
  return outline && { ...moment, ...outline };
}

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
