import { useState } from 'react';
import { useOutline } from '../../../model/outline/use-outline';
import { useClearCompleted } from '../../../model/todos/use-clear-completed';
import { Button } from '../../../shared/ui/button';
import { ConfirmDialog } from '../../../shared/ui/confirm-dialog';

/** Moves everything completed to Trash, after asking: there may be years of it. */
export function ClearCompleted({ userId }: { userId: string }) {
  const count = useOutline(userId)?.counts.completed ?? 0;
  const clearCompleted = useClearCompleted(userId);
  const [asking, ask] = useState(false);
  const todos = count === 1 ? '1 completed todo' : `${count.toLocaleString('en')} completed todos`;
  if (count === 0) return null;
  return (
    <>
      <Button onClick={() => ask(true)}>Clear completed</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title={`Clear ${todos}?`}
        confirmLabel="Clear"
        onConfirm={() => clearCompleted(count)}
      >
        {`You can restore ${count === 1 ? 'it' : 'them'} from Trash for 30 days.`}
      </ConfirmDialog>
    </>
  );
}
