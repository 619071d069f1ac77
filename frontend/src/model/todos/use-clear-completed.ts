import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { useChanges } from '../changes/use-changes';
import { writeTrashed } from './delete-todos';
import { underChange } from './todo-context';

/** @returns what moves everything completed to Trash */
export function useClearCompleted(userId: string): () => void {
  const changes = useChanges(userId);
  return () => changes.start(clearance(userId));
}

/** Moves every completed todo to Trash, also those that the replica does not have. */
export function clearance(userId: string): ChangeSpec<{ count: number }> {
  return {
    say: 'Cleared all completed todos',
    fails: 'Nothing was cleared',
    kept: ['clear'],
    apply(rows) {
      const done = [...rows.all('todos')].filter((todo) => todo.deletedAt === null && todo.completedAt !== null);
      writeTrashed(
        rows,
        done.map(({ id }) => id),
      );
    },
    send(changeId) {
      const params = { path: { userId }, query: { status: 'completed' as const }, header: underChange(changeId) };
      return unwrap(latchApi.DELETE('/api/users/{userId}/todos', { params }));
    },
  };
}
