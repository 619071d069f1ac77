import { type RowStore, THINGS } from '../../replica/row-store';
import type { Trashed } from '../../replica/flat-views';
import { latchApi, unwrap } from '../../shared/api/client';
import { quote } from '../../shared/ui/quote';
import type { ChangeSpec } from '../changes/change-spec';
import { underChange } from '../todos/todo-context';

/** Brings back what was deleted, with what went along with it. */
export function restoration(
  userId: string,
  { entity, id, title }: Pick<Trashed, 'entity' | 'id' | 'title'>,
): ChangeSpec {
  const name = entity === 'todo' ? quote(title) : `the ${entity} ${quote(title)}`;
  return {
    say: `Restored ${name}`,
    fails: `${quote(title)} was not restored`,
    about: entity === 'todo' ? [id] : [],
    kept: ['restore', { entity, id, title }],
    apply(rows) {
      for (const [table, row] of trashedWith(rows, id)) rows.put(table, { ...row, deletedAt: null, deletedWith: null });
    },
    send(changeId) {
      const params = { path: { userId, trashedId: id }, header: underChange(changeId) };
      return unwrap(latchApi.POST('/api/users/{userId}/trash/{trashedId}/restore', { params }));
    },
  };
}

/** Everything in Trash, or what went there with one thing. */
export function trashedWith(rows: RowStore, id?: string) {
  return THINGS.flatMap((table) =>
    [...rows.all(table)].flatMap((row) =>
      row.deletedAt !== null && (id === undefined || row.deletedWith === id) ? [[table, row] as const] : [],
    ),
  );
}
