import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { RefusedChange } from '../../replica/refused-changes';
import { syncedReplica } from '../../replica/synced-replica';

/** A person's changes that the server did not make, and that wait for an answer; the last one last. */
export function useRefused(userId: string): readonly RefusedChange[] {
  const { refused } = syncedReplica(useQueryClient(), userId).keptChanges;
  return useSyncExternalStore(refused.subscribe, refused.get);
}
