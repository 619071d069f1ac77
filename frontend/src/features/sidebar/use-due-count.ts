import { useEffect, useState } from 'react';
import { useReplicaViewIfThere } from '../../replica/synced-replica';
import { useToday } from '../../shared/formatters/clock';
import { loadUntilThere } from '../../shared/ui/overlays';

type DayViews = typeof import('../../replica/day-views');

/** How much is open that is overdue or due today; what counts it is fetched behind the page. */
export function useDueCount(userId: string): number | undefined {
  const [views, setViews] = useState<DayViews>();
  useEffect(() => void loadUntilThere(() => import('../../replica/day-views')).then(setViews), []);
  const today = useToday();
  return useReplicaViewIfThere(userId, `due ${today} ${!!views}`, (rows) => views?.dueCount(rows, today));
}
