import type { FilterContext } from '@latch/domain/filters/filter-context';
import { useMemo } from 'react';
import type { Replica } from '../../replica/replica';
import { isLive } from '../../replica/views';
import { useToday } from '../../shared/formatters/clock';
import { shownClock, useClockName } from '../../shared/formatters/dates';
import { typedLanguages } from '../../shared/formatters/languages';

/** By which day and clock, and in which languages, a filter is read and evaluated. */
export type FilterMoment = Pick<FilterContext, 'today' | 'clock' | 'languages'>;

/** Follows the clock: another day is another moment. */
export function useFilterMoment(): FilterMoment {
  const today = useToday();
  const clockName = useClockName();
  return useMemo(
    () => ({ today, clock: shownClock(), languages: typedLanguages() }),
    // oxlint-disable-next-line react/exhaustive-deps -- names the clock that is shown
    [today, clockName],
  );
}

/** What the names in filters stand for. */
export function namesIn(rows: Replica['shown']): Pick<FilterContext, 'projects' | 'sections' | 'labels'> {
  return {
    projects: [...rows.all('projects')].filter(isLive),
    sections: [...rows.all('sections')].filter(isLive),
    labels: [...rows.all('labels')].filter(isLive),
  };
}
