import type { Written } from '../../replica/row-store';
import { createStore } from '../../shared/api/external-store';

/** Which todos were last taken off the page here, with what is below them: deleted, or their adding undone. */
export const removedTodos = createStore<ReadonlySet<string>>(new Set());

export function tellRemoved(written: readonly Written[]): void {
  const isThere = (row: Written['after']) => row !== undefined && 'deletedAt' in row && row.deletedAt === null;
  const removed = written.filter((one) => one.table === 'todos' && isThere(one.before) && !isThere(one.after));
  if (removed.length > 0) removedTodos.set(new Set(removed.map(({ id }) => id)));
}
