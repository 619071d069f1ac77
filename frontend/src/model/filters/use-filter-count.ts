import { useEffect, useMemo, useState } from 'react';
import { useReplicaViewIfThere } from '../../replica/synced-replica';
import type { SavedFilter } from '../outline/outline';
import { countedFilter, countIn, holdCount } from './filter-counts';
import { namesIn, useFilterMoment } from './filter-moment';

/** How many todos are in a saved filter. Counted once the page has nothing else to do; undefined until then. */
export function useFilterCount(userId: string, { query }: Pick<SavedFilter, 'query'>): number | undefined {
  const moment = useFilterMoment();
  const isIdle = useIdle();
  const names = useReplicaViewIfThere(userId, 'filter names', namesIn);
  const filter = useMemo(
    () => (names && isIdle ? countedFilter(query ?? '', moment, names) : undefined),
    [names, isIdle, query, moment],
  );
  useEffect(() => filter && holdCount(filter), [filter]);
  return useReplicaViewIfThere(userId, filter?.key ?? 'no count', (rows) => filter && countIn(rows, filter));
}

/** Whether the page had time since this was first shown: it is painted by then. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const done = () => setIdle(true);
    if (!('requestIdleCallback' in globalThis)) {
      const timer = setTimeout(done);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(done, { timeout: 2_000 });
    return () => cancelIdleCallback(request);
  }, []);
  return isIdle;
}
