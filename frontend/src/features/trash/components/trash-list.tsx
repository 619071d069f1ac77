import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Trashed, trashQueries } from '../../../model/trash/trash-queries';
import { useTrashActions } from '../../../model/trash/use-trash-actions';
import { sentenceOf } from '../../../shared/api/errors';
import { Banner } from '../../../shared/ui/banner';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';
import { EmptyState } from '../../../shared/ui/empty-state';
import { IconButton } from '../../../shared/ui/icon-button';
import { DeleteIcon, UndoIcon } from '../../../shared/ui/icons';
import { MoreOnScroll } from '../../../shared/ui/more-on-scroll';
import { quote } from '../../../shared/ui/quote';
import { Skeleton } from '../../../shared/ui/skeleton';
import { describe } from '../describe';
import styles from './trash.module.css';

/** What was deleted, the last first: each can be restored, or deleted for good. */
export function TrashList({ userId }: { userId: string }) {
  const { data, error, isPending, refetch, ...pages } = useInfiniteQuery(trashQueries.list(userId));
  const { restore, removeForGood } = useTrashActions(userId);
  const [asking, ask] = useState<Trashed | null>(null);
  if (isPending) return <Skeleton lines={6} />;
  if (!data)
    return <Banner action={<Button onClick={() => void refetch()}>Try again</Button>}>{sentenceOf(error)}</Banner>;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState title="Trash is empty">
        <p>What you delete waits here for 30 days, in case you miss it.</p>
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Trash">
        {items.map((trashed) => (
          <Row key={trashed.id} trashed={trashed} onRestore={() => restore(trashed)} onDelete={() => ask(trashed)} />
        ))}
      </ul>
      <MoreOnScroll {...pages} />
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && ask(null)}
        title={`Delete ${quote(asking?.title ?? '')} for good?`}
        confirmLabel="Delete for good"
        onConfirm={() => asking && removeForGood(asking)}
      >
        This cannot be undone.
      </ConfirmDialog>
    </>
  );
}

function Row({ trashed, onRestore, onDelete }: { trashed: Trashed; onRestore: () => void; onDelete: () => void }) {
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <p className={styles.title}>{trashed.title}</p>
        <p className={styles.about}>{describe(trashed)}</p>
      </div>
      <Button aria-label={`Restore ${trashed.title}`} onClick={onRestore}>
        <UndoIcon size={16} aria-hidden="true" />
        Restore
      </Button>
      <IconButton label={`Delete ${trashed.title} for good`} onClick={onDelete}>
        <DeleteIcon size={20} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
