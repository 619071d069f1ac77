import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Replica } from '../../replica/replica';
import { listOf } from '../../replica/row-store';
import { syncedReplica } from '../../replica/synced-replica';
import { inboxId } from './inbox-id';
import type { Todo } from './todo';
import type { TodoActions } from './use-todo-actions';

/**
 * Adds todos in the order in which they are typed: the first one where its list begins, each further one behind the one
 * before it. What was put elsewhere meanwhile, or completed, is no longer one of them.
 */
export function useAdding(userId: string, { add }: Pick<TodoActions, 'add'>): TodoActions['add'] {
  const client = useQueryClient();
  const runs = useRef(new Map<string, readonly string[]>());
  return (wanted, drafts) => {
    const key = `${wanted.projectId} ${wanted.sectionId}`;
    const { shown } = syncedReplica(client, userId).replica;
    const list = wanted.sectionId ?? wanted.projectId ?? inboxId(shown);
    const run = unbrokenRun(shown, runs.current.get(key) ?? [], list);
    const last = run.at(-1);
    const added = add(last === undefined ? wanted : { ...wanted, afterId: last }, drafts);
    runs.current.set(key, [...run, ...added.map(({ id }) => id)]);
    return added;
  };
}

/** Those that are still open in that list; none when somebody put another order on them. */
function unbrokenRun(rows: Replica['shown'], ids: readonly string[], list: string): readonly string[] {
  const open = (todo: Todo) => todo.completedAt === null;
  const run = ids.filter((id) => {
    const todo = rows.live(id);
    return todo && open(todo) && listOf(todo) === list;
  });
  const standing = rows
    .children(list)
    .filter(open)
    .map(({ id }) => id);
  const from = run.length === 1 ? 0 : standing.indexOf(run[0] ?? '');
  return run.every((id, index) => standing[from + index] === id) ? run : [];
}
