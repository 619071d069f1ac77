import type { FilterContext } from '@latch/domain/filters/filter-context';
import type { Outline } from '../outline/outline';
import { useOutline } from '../outline/use-outline';
import { useFilterMoment } from './filter-moment';

/** What filters are read by: what there is, and when it is. */
export type OutlineContext = Omit<FilterContext, keyof Outline> & Outline;

/** Undefined until it is known what there is. */
export function useFilterContext(userId: string): OutlineContext | undefined {
  const moment = useFilterMoment();
  const outline = useOutline(userId);
  return outline && { ...moment, ...outline };
}
