import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import { prepareSearch, searchIn } from '../../replica/row-search';
import { syncedReplica, useIsWhole } from '../../replica/synced-replica';

/** As many are shown of what is open, and as many of what is completed. */
export const MOST_SHOWN = 500;

export interface SearchView {
  key: string;
  read: (rows: Replica['shown']) => readonly TodoRow[];
  both: true;
}

/** What is found on this device: what is open first, the best first; of each kind one more than is shown. */
export function searchView(typed: string): SearchView {
  const read: SearchView['read'] = (rows) => {
    const found = searchIn(rows).find(typed);
    const open = found.filter(({ completedAt }) => completedAt === null);
    const completed = found.filter(({ completedAt }) => completedAt !== null);
    return [...open.slice(0, MOST_SHOWN + 1), ...completed.slice(0, MOST_SHOWN + 1)];
  };
  return { key: `search ${typed}`, read, both: true };
}

/** Gets the search ready before anything is typed. */
export function usePreparedSearch(userId: string): void {
  const client = useQueryClient();
  const isWhole = useIsWhole(userId);
  useEffect(() => {
    if (isWhole) void prepareSearch(syncedReplica(client, userId).replica.shown);
  }, [client, userId, isWhole]);
}
