import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { onSessionReplaced, whileSignedIn } from '../shared/api/session-events';
import { recover } from '../shared/api/query-client';
import { loadUntilThere } from '../shared/ui/overlays';
import type { ListName } from './early-lists';
import { FeedOnDemand, loadFeed } from './feed-on-demand';
import { KeptChanges } from './kept-changes';
import { isKeptHere, restoreReplica } from './kept-replica';
import { Replica } from './replica';
import type { WakeUp } from './wake-up';

/** A person's replica, and what keeps it equal to the server's state. */
interface SyncedReplica {
  replica: Replica;
  feed: FeedOnDemand;
  /** The lists that were opened before the first read was done: until each is there, or did not come. */
  reads: Map<string, Promise<unknown>>;
  keptChanges: KeptChanges;
}

/** For what is not kept on this device. Milliseconds. */
const PATIENCE_MS = 3_000;
const INBOX = 'inbox';

const all = new Map<QueryClient, Map<string, SyncedReplica>>();

/** The replica of a person; the same for as long as that person is signed in. */
export function syncedReplica(client: QueryClient, userId: string): SyncedReplica {
  const byUser = all.get(client) ?? new Map<string, SyncedReplica>();
  all.set(client, byUser);
  const there = byUser.get(userId);
  if (there) return there;
  const replica = new Replica();
  const keptChanges = new KeptChanges();
  const synced = { replica, feed: new FeedOnDemand(userId, replica), keptChanges, reads: new Map() };
  byUser.set(userId, synced);
  return synced;
}

onSessionReplaced((keeps) => {
  for (const [client, byUser] of all) {
    for (const [userId, { feed, keptChanges }] of byUser) {
      if (userId === keeps) continue;
      feed.stop();
      keptChanges.refused.end();
      byUser.delete(userId);
      client.removeQueries({ queryKey: replicaKey(userId) });
    }
  }
});

const replicaKey = (userId: string) => ['replica', userId] as const;

/** Everything a person works with, as it is kept on this device or else from the server. Its data is the revision that it came to. */
export function replicaQuery(client: QueryClient, userId: string) {
  return queryOptions<string>({
    queryKey: replicaKey(userId),
    queryFn: async ({ signal }) => {
      const { replica, feed, keptChanges } = syncedReplica(client, userId);
      if (await restoreReplica(userId, replica, keptChanges)) void feed.now().catch(() => undefined);
      else await whileSignedIn(userId, () => feed.read(signal), signal);
      return replica.revision;
    },
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: recover,
  });
}

type Read<Value> = (rows: Replica['shown']) => Value;

/**
 * A view of the replica, once it is there or the first page of its list is: suspends until then, and throws while nobody answers.
 * @param key names the view
 */
export function useReplicaView<Value>(userId: string, key: string, read: Read<Value>): Value {
  const client = useQueryClient();
  const { isPending } = useQuery({
    ...replicaQuery(client, userId),
    throwOnError: (_error, { state }) => state.data === undefined,
  });
  // oxlint-disable-next-line typescript/only-throw-error -- how a component waits where not every render does
  if (isPending && syncedReplica(client, userId).replica.early?.isPart(key) === undefined)
    throw untilThere(client, userId, key);
  return useView(client, userId, key, read);
}

/** The same without waiting: undefined until the replica or the first page is there. */
export function useReplicaViewIfThere<Value>(userId: string, key: string, read: Read<Value>): Value | undefined {
  const client = useQueryClient();
  const isWhole = useIsWhole(userId);
  const value = useView(client, userId, key, read);
  return isWhole || syncedReplica(client, userId).replica.early?.isPart(key) !== undefined ? value : undefined;
}

/** Whether everything is there that a person works with, so that what is not there does not exist. */
export function useIsWhole(userId: string): boolean {
  return useQuery(replicaQuery(useQueryClient(), userId)).isSuccess;
}

/** Whether a view that is shown is only the beginning of its list, the rest of which is on its way. */
export function useIsPart(userId: string, key: string): boolean {
  const isWhole = useIsWhole(userId);
  return syncedReplica(useQueryClient(), userId).replica.early?.isPart(key) === true && !isWhole;
}

/** Reads what a list shows first, unless it is there. @returns when it is there, or cannot be had before the rest */
export async function readList(client: QueryClient, userId: string, list: ListName): Promise<void> {
  const query = replicaQuery(client, userId);
  if (client.getQueryData(query.queryKey) !== undefined) return;
  const { replica, feed, reads } = syncedReplica(client, userId);
  if (isKeptHere(userId)) {
    await client.ensureQueryData(query);
    // Another device may have made it since.
    if (!isThere(replica, list)) await Promise.race([feed.now().catch(() => undefined), afterPatience()]);
    return;
  }
  const read = loadEarlyLists().then(({ readEarly }) => readEarly(userId, replica, list));
  const over = read.catch(() => undefined);
  reads.set(list, over);
  await Promise.race([over, client.ensureQueryData(query)]);
}

function isThere({ shown }: Replica, list: ListName): boolean {
  const [kind, id = ''] = list.split(' ');
  return id === INBOX || !!shown.get(kind === 'project' ? 'projects' : 'labels', id);
}

const afterPatience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));

/** Is fetched beside the question who is signed in. */
export const loadEarlyLists = () => import('./early-lists');

/** @returns when a view can be shown, or cannot be had */
function untilThere(client: QueryClient, userId: string, view: string): Promise<unknown> {
  const { replica, reads } = syncedReplica(client, userId);
  const whole = client.prefetchQuery(replicaQuery(client, userId));
  const first = reads.get(view)?.then(() => (replica.early?.isPart(view) === undefined ? whole : undefined));
  return Promise.race([whole, first ?? whole]);
}

function useView<Value>(client: QueryClient, userId: string, key: string, read: Read<Value>): Value {
  const { replica } = syncedReplica(client, userId);
  return useSyncExternalStore(replica.subscribe, () => replica.view(key, read));
}

/** Keeps the replica equal to the server's state for as long as the page is open. */
export function useLiveReplica(userId: string): void {
  const client = useQueryClient();
  const isWhole = useIsWhole(userId);
  useEffect(() => {
    if (!isWhole) return undefined;
    const { feed, replica } = syncedReplica(client, userId);
    let stop: (() => void) | undefined;
    let isOver = false;
    // Not needed to draw the page.
    void loadUntilThere(loadFeed).then(({ listenForChanges, takeWakeUp }) => {
      const take = async (wakeUp?: WakeUp) => takeWakeUp({ feed: await feed.loaded, replica }, wakeUp);
      if (!isOver) stop = listenForChanges(userId, (wakeUp) => void take(wakeUp));
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, [client, userId, isWhole]);
}
