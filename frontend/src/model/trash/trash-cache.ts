import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { outlineQueries } from '../outline/outline-queries';
import { type TrashPage, trashQueries } from './trash-queries';

/** Takes things out of the list of Trash; all of them when no ids are given. @returns how to put them back */
export function withoutTrashed(client: QueryClient, userId: string, ids?: readonly string[]): () => void {
  const key = trashQueries.list(userId).queryKey;
  const before = client.getQueryData(key);
  const gone = (id: string) => ids?.includes(id) ?? true;
  client.setQueryData<InfiniteData<TrashPage, string | null>>(key, (data) => {
    if (!data) return data;
    const pages = data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone(id)) }));
    return ids ? { ...data, pages } : { ...data, pages: pages.map((page) => ({ ...page, nextCursor: null })) };
  });
  const counted = setTrashCount(client, userId, (count) => (ids ? Math.max(0, count - ids.length) : 0));
  return () => {
    if (before) client.setQueryData(key, before);
    setTrashCount(client, userId, () => counted);
  };
}

/** @returns what the count was */
function setTrashCount(client: QueryClient, userId: string, change: (count: number) => number): number {
  const key = outlineQueries.outline(userId).queryKey;
  const before = client.getQueryData(key)?.counts.trash ?? 0;
  client.setQueryData(key, (outline) =>
    outline ? { ...outline, counts: { ...outline.counts, trash: change(before) } } : outline,
  );
  return before;
}
