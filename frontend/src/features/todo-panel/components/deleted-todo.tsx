import { useState } from 'react';
import { useReplicaViewIfThere } from '../../../replica/synced-replica';
import { type Trashed, trashedThings } from '../../../replica/flat-views';
import { useTrashActions } from '../../../model/trash/use-trash-actions';
import { Button } from '../../../shared/ui/button';
import { Sentence } from '../../../shared/ui/own-text';
import { quote } from '../../../shared/ui/quote';
import styles from './panel.module.css';

/** In the place of a todo that was deleted elsewhere: whether it is in Trash, and the way back from there. */
export function DeletedTodo({ userId, todoId }: { userId: string; todoId: string }) {
  const trash = useReplicaViewIfThere(userId, 'trash', trashedThings);
  const { restore } = useTrashActions(userId);
  // Kept while it is being restored, when Trash does not show it any more.
  const [known, setKnown] = useState<Trashed>();
  const root = useReplicaViewIfThere(
    userId,
    `trashed with ${todoId}`,
    (rows) => rows.get('todos', todoId)?.deletedWith,
  );
  const found = trash?.find(({ id }) => id === root);
  if (found && !known) setKnown(found);
  return (
    <div className={styles.missing}>
      <p role="alert">
        <Sentence>
          {known
            ? known.id === todoId
              ? `${quote(known.title)} is in Trash.`
              : `This todo is in Trash, with ${quote(known.title)}.`
            : 'This todo was deleted.'}
        </Sentence>
      </p>
      {known && <Button onClick={() => restore(known)}>Restore</Button>}
    </div>
  );
}
