import type { QueryClient } from '@tanstack/react-query';
import { syncedReplica } from '../../replica/synced-replica';
import { createStore, type ExternalStore } from '../../shared/api/external-store';

/** Which todos were last undone or redone; `turn` tells the same twice apart. */
export type LatestUndone = ExternalStore<{ about: readonly string[]; turn: number }>;

const all = new WeakMap<ReturnType<typeof syncedReplica>, LatestUndone>();

/** What a person last undid or redid. Lists follow it; how changes are made need not be loaded for that. */
export function latestUndone(client: QueryClient, userId: string): LatestUndone {
  const synced = syncedReplica(client, userId);
  const latest = all.get(synced) ?? createStore({ about: [] as readonly string[], turn: 0 });
  all.set(synced, latest);
  return latest;
}
