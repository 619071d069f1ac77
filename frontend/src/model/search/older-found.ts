import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Replica } from '../../replica/replica';
import { syncedReplica } from '../../replica/synced-replica';
import { latchApi, unwrap } from '../../shared/api/client';
import { recover } from '../../shared/api/query-client';
import { settledRead } from '../reads';
import type { TodoPage } from '../todos/todo';

const PAGE_SIZE = 50;
/** A page may have nothing that is not here; after so many of them it is for the person to go on. */
const MOST_PAGES = 5;

const fromServer = new WeakMap<Replica, Set<string>>();

/** Todos that only the server had, by id. */
function idsFromServer(replica: Replica): Set<string> {
  const known = fromServer.get(replica) ?? new Set<string>();
  fromServer.set(replica, known);
  return known;
}

/**
 * Asks the server for todos that were completed long ago, and that this device does not have. They come into the replica, so
 * that they are found, shown and changed like the others.
 * @param text what is searched for; nothing is asked for while it is empty
 */
export function useOlderFound(userId: string, text: string) {
  const client = useQueryClient();
  const older = useInfiniteQuery({ ...olderQuery(client, userId, text), enabled: text !== '' });
  return { ...older, ids: idsFromServer(syncedReplica(client, userId).replica) as ReadonlySet<string> };
}

function olderQuery(client: QueryClient, userId: string, text: string) {
  return infiniteQueryOptions<TodoPage, Error, InfiniteData<TodoPage>, readonly string[], string | null>({
    queryKey: ['search', 'completed', userId, text],
    queryFn: async ({ pageParam, signal }) => {
      const { replica } = syncedReplica(client, userId);
      for (let cursor = pageParam, pages = 1; ; pages++) {
        const page = await fetchMatching(userId, text, cursor, signal);
        const news = page.items.filter(({ id }) => !replica.shown.live(id));
        for (const { id } of news) idsFromServer(replica).add(id);
        replica.addOlder(page.items);
        if (news.length > 0 || page.nextCursor === null || pages === MOST_PAGES) return page;
        cursor = page.nextCursor;
      }
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchInterval: recover,
  });
}

function fetchMatching(userId: string, q: string, cursor: string | null, signal: AbortSignal): Promise<TodoPage> {
  const query = { q, status: 'completed' as const, limit: PAGE_SIZE, ...(cursor !== null && { cursor }) };
  const params = { path: { userId }, query };
  return settledRead(userId, signal, () => unwrap(latchApi.GET('/api/users/{userId}/todos', { params, signal })));
}
