import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { changesOf } from '../../model/changes/user-changes';

/** What was undone or redone gets the focus, as soon as it is there. */
export function useUndoFocus(userId: string, focusTodo: (id: string) => void): void {
  const { latest } = changesOf(useQueryClient(), userId).stack;
  const { about, turn } = useSyncExternalStore(latest.subscribe, latest.get);
  useEffect(() => {
    const [first] = about;
    if (turn > 0 && first) focusTodo(first);
    // Once for each, and not for what was undone before this list was opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [turn]);
}
