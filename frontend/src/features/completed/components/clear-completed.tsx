import { useState } from 'react';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { useClearCompleted } from '../../../model/todos/use-clear-completed';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';

/** Moves everything completed to Trash, after asking: there may be years of it. */
export function ClearCompleted({ userId }: { userId: string }) {
  const completed = useReplicaViewIfThere(userId, 'completed count', (rows) => rows.counts.completed);
  const clearCompleted = useClearCompleted(userId);
  const [asking, ask] = useState(false);
  if (!completed) return null;
  return (
    <>
      <Button onClick={() => ask(true)}>Clear completed</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title="Clear all completed todos?"
        confirmLabel="Clear"
        onConfirm={clearCompleted}
      >
        You can restore them from Trash for 30 days.
      </ConfirmDialog>
    </>
  );
}
