import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import { announce } from '../../shared/ui/announcements';
import { quote } from '../../shared/ui/quote';
import { useChanges } from '../changes/use-changes';
import type { RowStore } from '../../replica/row-store';
import type { Trashed } from '../../replica/flat-views';
import { restoration, trashedWith } from './restoration';

/** What can be done with what was deleted. */
export interface TrashActions {
  restore: (trashed: Trashed) => void;
  /** For good: ask before. */
  removeForGood: (trashed: Trashed) => void;
  /** For good, all of it: ask before. */
  empty: () => void;
}

export function useTrashActions(userId: string): TrashActions {
  const changes = useChanges(userId);
  return {
    restore: (trashed) => changes.start(restoration(userId, trashed)),
    removeForGood: ({ id, title }) => {
      const sent = changes.run({
        undoable: false,
        fails: `${quote(title)} was not deleted`,
        apply: (rows) => removeTrashed(rows, id),
        send: () => forgoing404(deleteForGood(userId, id)),
      });
      sent.then(() => announce(`Deleted ${quote(title)} for good.`)).catch(() => undefined);
    },
    empty: () => {
      const sent = changes.run({
        undoable: false,
        fails: 'Trash was not emptied',
        apply: (rows) => removeTrashed(rows),
        send: () => unwrap(latchApi.DELETE('/api/users/{userId}/trash', { params: { path: { userId } } })),
      });
      sent.then(() => announce('Trash is empty.')).catch(() => undefined);
    },
  };
}

function removeTrashed(rows: RowStore, id?: string): void {
  for (const [table, row] of trashedWith(rows, id)) rows.delete(table, row.id);
}

async function deleteForGood(userId: string, trashedId: string): Promise<void> {
  const params = { path: { userId, trashedId } };
  await unwrap(latchApi.DELETE('/api/users/{userId}/trash/{trashedId}', { params }));
}

/** Gone is gone. */
function forgoing404(sent: Promise<void>): Promise<void> {
  return sent.catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  });
}
