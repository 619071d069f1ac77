import { useEffect } from 'react';

/** What of a list is not loaded yet, and how more of it is. */
export interface Rest {
  complete: boolean;
  loading: boolean;
  /** How often loading more has failed. */
  failures: number;
  loadMore: () => void;
}

/**
 * Loads all that is left of a list.
 * @param wanted how often it had failed when this was asked for; null for not
 * @param done called with whether everything is loaded now
 */
export function useLoadRest(rest: Rest, wanted: number | null, done: (complete: boolean) => void): void {
  useEffect(() => {
    if (wanted === null) return;
    if (rest.complete || rest.failures > wanted) done(rest.complete);
    else if (!rest.loading) rest.loadMore();
  });
}
