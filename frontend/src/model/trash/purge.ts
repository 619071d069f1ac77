import type { RowStore } from '../../replica/row-store';
import type { Trashed } from '../../replica/flat-views';
import { latchApi, unwrap } from '../../shared/api/client';
import { ApiError } from '../../shared/api/errors';
import { quote } from '../../shared/ui/quote';
import type { ChangeSpec } from '../changes/change-spec';
import { trashedWith } from './restoration';

/** Deletes one thing in Trash for good, with what went along with it. */
export function purge(userId: string, { id, title }: Pick<Trashed, 'id' | 'title'>): ChangeSpec<void> {
  return {
    undoable: false,
    announce: `Deleted ${quote(title)} for good.`,
    fails: `${quote(title)} was not deleted`,
    kept: ['purge', { id, title }],
    apply: (rows) => removeTrashed(rows, [id]),
    send: () => purgeOne(userId, id),
  };
}

/** Deletes for good what is in Trash. @param ids what the person saw there: it may be sent much later */
export function emptying(userId: string, ids: readonly string[]): ChangeSpec<void> {
  return {
    undoable: false,
    announce: 'Trash is empty.',
    fails: 'Trash was not emptied',
    kept: ['emptyTrash', ids],
    apply: (rows) => removeTrashed(rows, ids),
    async send() {
      if (await isAllSeen(userId, ids)) await unwrap(latchApi.DELETE('/api/users/{userId}/trash', ofUser(userId)));
      else for (const id of ids) await purgeOne(userId, id);
    },
  };
}

/** Whether another device has deleted nothing since: that would be the first in Trash. */
async function isAllSeen(userId: string, ids: readonly string[]): Promise<boolean> {
  const { items } = await unwrap(latchApi.GET('/api/users/{userId}/trash', ofUser(userId)));
  return items.every(({ id }) => ids.includes(id));
}

const ofUser = (userId: string) => ({ params: { path: { userId } } });

function removeTrashed(rows: RowStore, ids: readonly string[]): void {
  const chosen = new Set(ids);
  for (const [table, row] of trashedWith(rows)) if (chosen.has(row.deletedWith ?? '')) rows.delete(table, row.id);
}

async function purgeOne(userId: string, trashedId: string): Promise<void> {
  const params = { path: { userId, trashedId } };
  try {
    await unwrap(latchApi.DELETE('/api/users/{userId}/trash/{trashedId}', { params }));
  } catch (error) {
    // Gone is gone; and what another device restored since is in Trash no more.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
