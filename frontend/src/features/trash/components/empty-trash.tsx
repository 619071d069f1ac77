import { useState } from 'react';
import { useTrashActions } from '../../../model/trash/use-trash-actions';
import { trashedThings } from '../../../replica/flat-views';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';

/** Deletes all of Trash for good, after asking. */
export function EmptyTrash({ userId }: { userId: string }) {
  const count = useReplicaViewIfThere(userId, 'trash', trashedThings)?.length ?? 0;
  const { empty } = useTrashActions(userId);
  const [asking, ask] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <Button onClick={() => ask(true)}>Empty Trash</Button>
      <ConfirmDialog open={asking} onOpenChange={ask} title="Empty Trash?" confirmLabel="Empty Trash" onConfirm={empty}>
        This deletes everything in Trash for good. You cannot undo this.
      </ConfirmDialog>
    </>
  );
}
