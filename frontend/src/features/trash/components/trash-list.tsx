import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trashQueries } from '../../../model/trash/trash-queries';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { EmptyState } from '../../../shared/ui/empty-state';
import { MoreOnScroll } from '../../../shared/ui/more-on-scroll';
import { Skeleton } from '../../../shared/ui/skeleton';
import { TrashRows } from './trash-rows';

/** What was deleted, the last first: each can be restored, or deleted for good. */
export function TrashList({ userId }: { userId: string }) {
  const { data, error, isPending, refetch, ...pages } = useInfiniteQuery(trashQueries.list(userId));
  const rows = useMemo(
    () => data?.pages.flatMap(({ items }) => items.map((trashed) => ({ key: trashed.id, trashed }))) ?? [],
    [data],
  );
  if (isPending) return <Skeleton lines={6} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;
  if (rows.length === 0) {
    return (
      <EmptyState title="Trash is empty">
        <p>Anything you delete stays here for 30 days, and you can restore it.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <TrashRows userId={userId} rows={rows} total={pages.hasNextPage ? -1 : rows.length} />
      <MoreOnScroll {...pages} />
    </>
  );
}
