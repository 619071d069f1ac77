import { useQueryClient } from '@tanstack/react-query';
import { type Trashed, trashedThings } from '../../replica/flat-views';
import { syncedReplica } from '../../replica/synced-replica';
import { useChanges } from '../changes/use-changes';
import { emptying, purge } from './purge';
import { restoration } from './restoration';

/** What can be done with what was deleted. */
export interface TrashActions {
  restore: (trashed: Trashed) => void;
  /** For good: ask before. */
  removeForGood: (trashed: Trashed) => void;
  /** For good, all of it: ask before. */
  empty: () => void;
}

export function useTrashActions(userId: string): TrashActions {
  const client = useQueryClient();
  const changes = useChanges(userId);
  return {
    restore: (trashed) => changes.start(restoration(userId, trashed)),
    removeForGood: (trashed) => changes.start(purge(userId, trashed)),
    empty: () => {
      const things = trashedThings(syncedReplica(client, userId).replica.shown);
      changes.start(
        emptying(
          userId,
          things.map(({ id }) => id),
        ),
      );
    },
  };
}
