import { type QueryClient, queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { onSessionReplaced, whileSignedIn } from '../shared/api/session-events';
import { loadUntilThere } from '../shared/ui/overlays';
import { Feed } from './feed';
import { Replica } from './replica';

/** A person's replica, and what keeps it equal to the server's state. */
interface SyncedReplica {
  replica: Replica;
  feed: Feed;
}

const RECOVER_EVERY_MS = 5_000;

const all = new Map<QueryClient, Map<string, SyncedReplica>>();

/** The replica of a person; the same for as long as that person is signed in. */
export function syncedReplica(client: QueryClient, userId: string): SyncedReplica {
  const byUser = all.get(client) ?? new Map<string, SyncedReplica>();
  all.set(client, byUser);
  const there = byUser.get(userId);
  if (there) return there;
  const replica = new Replica();
  const synced = { replica, feed: new Feed(userId, replica) };
  byUser.set(userId, synced);
  return synced;
}

onSessionReplaced((keeps) => {
  for (const [client, byUser] of all) {
    for (const [userId, { feed }] of byUser) {
      if (userId === keeps) continue;
      feed.stop();
      byUser.delete(userId);
      client.removeQueries({ queryKey: replicaKey(userId) });
    }
  }
});

const replicaKey = (userId: string) => ['replica', userId] as const;

/** The first read of everything a person works with. Its data is the revision that it came to. */
export function replicaQuery(client: QueryClient, userId: string) {
  return queryOptions<string>({
    queryKey: replicaKey(userId),
    queryFn: async ({ signal }) => {
      const { replica, feed } = syncedReplica(client, userId);
      await whileSignedIn(userId, () => feed.read(signal), signal);
      return replica.revision;
    },
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: ({ state }) => state.status === 'error' && RECOVER_EVERY_MS,
  });
}

type Read<Value> = (rows: Replica['shown']) => Value;

/** A view of the replica, once it is there: suspends until then, and throws while nobody answers. @param key names the view */
export function useReplicaView<Value>(userId: string, key: string, read: Read<Value>): Value {
  const client = useQueryClient();
  useSuspenseQuery(replicaQuery(client, userId));
  return useView(client, userId, key, read);
}

/** The same without waiting: undefined until the replica is there. */
export function useReplicaViewIfThere<Value>(userId: string, key: string, read: Read<Value>): Value | undefined {
  const client = useQueryClient();
  const { isSuccess } = useQuery(replicaQuery(client, userId));
  const value = useView(client, userId, key, read);
  return isSuccess ? value : undefined;
}

function useView<Value>(client: QueryClient, userId: string, key: string, read: Read<Value>): Value {
  const { replica } = syncedReplica(client, userId);
  return useSyncExternalStore(replica.subscribe, () => replica.view(key, read));
}

/** Keeps the replica equal to the server's state for as long as the page is open. */
export function useLiveReplica(userId: string): void {
  const client = useQueryClient();
  const { isSuccess } = useQuery(replicaQuery(client, userId));
  useEffect(() => {
    if (!isSuccess) return undefined;
    const { feed } = syncedReplica(client, userId);
    const onWake = () => void feed.now().catch(() => undefined);
    let stop: (() => void) | undefined;
    let isOver = false;
    // Not needed to draw the page.
    void loadUntilThere(() => import('./wake-up')).then(({ listenForChanges }) => {
      if (!isOver) stop = listenForChanges(userId, onWake);
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [client, userId, isSuccess]);
}
