import { useMemo } from 'react';
import { useReplicaView } from '../../../replica/synced-replica';
import { trashedThings } from '../../../replica/flat-views';
import { EmptyState } from '../../../shared/ui/empty-state';
import { TrashRows } from './trash-rows';

/** What was deleted, the last first: each can be restored, or deleted for good. */
export function TrashList({ userId }: { userId: string }) {
  const things = useReplicaView(userId, 'trash', trashedThings);
  const rows = useMemo(() => things.map((trashed) => ({ key: trashed.id, trashed })), [things]);
  if (rows.length === 0) {
    return (
      <EmptyState title="Trash is empty">
        <p>Anything you delete stays here for 30 days, and you can restore it.</p>
      </EmptyState>
    );
  }
  return <TrashRows userId={userId} rows={rows} />;
}
