import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import type { ChangeSpec } from '../changes/change-spec';
import { useChanges } from '../changes/use-changes';
import { shiftCounts } from './counts';
import { loadedLists } from './loaded-lists';
import type { Todo } from './todo';
import { type TodoContext, todoContext, underChange } from './todo-context';

/** @returns what moves everything completed to Trash. It is given how many there are. */
export function useClearCompleted(userId: string): (count: number) => void {
  const client = useQueryClient();
  const changes = useChanges(userId);
  return (count) => changes.start(clearance(todoContext(client, userId), count));
}

/** Moves every completed todo to Trash, also those that no page has loaded. */
function clearance({ client, userId, cache }: TodoContext, count: number): ChangeSpec<{ count: number }> {
  return {
    say: `Cleared ${count} completed ${count === 1 ? 'todo' : 'todos'}`,
    fails: 'Nothing was cleared',
    overlay: (todo) => (todo.completedAt === null ? todo : null),
    show() {
      const done = loadedCompleted(client, userId);
      const putBack = cache.remove(done.map(({ id }) => id));
      const uncount = shiftCounts(client, userId, done, [], done.length);
      return () => {
        putBack();
        uncount();
      };
    },
    send(changeId) {
      const params = { path: { userId }, query: { status: 'completed' as const }, header: underChange(changeId) };
      return unwrap(latchApi.DELETE('/api/users/{userId}/todos', { params }));
    },
  };
}

function loadedCompleted(client: QueryClient, userId: string): Todo[] {
  const done = loadedLists(client, userId).flatMap(({ items }) => items.filter((todo) => todo.completedAt !== null));
  return [...new Map(done.map((todo) => [todo.id, todo])).values()];
}
