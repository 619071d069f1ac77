import type { QueryClient } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { quote } from '../../shared/ui/quote';
import type { ChangeSpec } from '../changes/change-spec';
import { refreshAll } from '../changes/refresh';
import type { Trashed } from './trash-queries';
import { withoutTrashed } from './trash-cache';

/** Brings back what was deleted, with what went along with it. */
export function restoration(
  client: QueryClient,
  userId: string,
  { entity, id, title }: Pick<Trashed, 'entity' | 'id' | 'title'>,
): ChangeSpec {
  const name = entity === 'todo' ? quote(title) : `the ${entity} ${quote(title)}`;
  return {
    say: `Restored ${name}`,
    fails: `${quote(title)} did not come back`,
    about: entity === 'todo' ? [id] : [],
    show: () => withoutTrashed(client, userId, [id]),
    send(changeId) {
      const params = { path: { userId, trashedId: id }, header: { 'Change-Id': changeId } };
      return unwrap(latchApi.POST('/api/users/{userId}/trash/{trashedId}/restore', { params }));
    },
    settle: () => refreshAll(client, userId),
  };
}
