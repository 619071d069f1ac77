import type { Query, QueryClient } from '@tanstack/react-query';
import { historyQueries } from '../history/history-queries';
import { outlineQueries } from '../outline/outline-queries';
import { todoQueries } from '../todos/todo-queries';
import { trashQueries } from '../trash/trash-queries';

const ACKNOWLEDGED = 2;

function everything(userId: string) {
  return [
    todoQueries.root(userId),
    outlineQueries.outline(userId).queryKey,
    trashQueries.list(userId).queryKey,
    historyQueries.root(userId),
  ];
}

/** Stops reads under way, whose answers would undo what is about to be shown. First reads go on: a page waits for them. */
export function cancelReads(client: QueryClient, userId: string): void {
  for (const queryKey of everything(userId)) {
    void client.cancelQueries({ queryKey, predicate: (query) => query.state.data !== undefined });
  }
}

/** Asks again for whatever is on the screen, and for the rest when it is: nobody knows what it looks like now. */
export function refreshAll(client: QueryClient, userId: string): void {
  for (const queryKey of everything(userId)) {
    void client.invalidateQueries({ queryKey, predicate: (query) => query.queryKey[ACKNOWLEDGED] !== 'acknowledged' });
  }
}

/**
 * After the last of some changes: what is on the screen of lists is right as it is, all else is read again when it is
 * wanted. Lists by label are not kept in their order here, and counts and histories are the backend's.
 */
export function refreshAround(client: QueryClient, userId: string): void {
  const isRight = (query: Query) => {
    const [kind, , part, view] = query.queryKey as [string, string, string?, { kind?: string }?];
    if (part === 'acknowledged') return true;
    return kind === 'todos' && view?.kind !== 'label' && query.isActive() && !query.state.isInvalidated;
  };
  for (const queryKey of everything(userId)) {
    void client.invalidateQueries({ queryKey, predicate: (query) => !isRight(query) });
  }
}
