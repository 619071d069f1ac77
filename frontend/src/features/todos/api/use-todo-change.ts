import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { deliver } from '../../../shared/api/outbox';
import { SessionReplacedError } from '../../../shared/api/session-events';
import { changeKey, type TodoAnswers, type TodoChangeName, type TodoChanges } from './pending-changes';
import { TodoCache } from './todo-cache';
import { todoQueries } from './todo-queries';

/** One kind of change: how it looks at once, how it is sent, and what its answer does. */
export interface TodoChange<Name extends TodoChangeName> {
  name: Name;
  /** Shows the change before anyone was asked. @returns how to take it back */
  show(cache: TodoCache, variables: TodoChanges[Name]): () => void;
  /** Asks the backend. May be called again when nobody answered. */
  send(userId: string, variables: TodoChanges[Name], cache: TodoCache): Promise<TodoAnswers[Name]>;
  /** Puts the answer in the place of what was shown. */
  settle(cache: TodoCache, result: TodoAnswers[Name], variables: TodoChanges[Name]): void;
  /** False when it leaves the counts alone. */
  counts(variables: TodoChanges[Name]): boolean;
}

/** Called when the backend said no, after the change was taken back. Never for an outage or an ended session. */
export type OnRefused<Name extends TodoChangeName> = (error: Error, variables: TodoChanges[Name]) => void;

/** The optimistic pattern, once: cancel, show, send; settle or take back; ask again only for what changed. */
export function useTodoChange<Name extends TodoChangeName>(
  userId: string,
  change: TodoChange<Name>,
  onRefused?: OnRefused<Name>,
): UseMutationResult<TodoAnswers[Name], Error, TodoChanges[Name], () => void> {
  const client = useQueryClient();
  const cache = new TodoCache(client, userId);

  return useMutation({
    mutationKey: changeKey(userId, change.name),
    mutationFn: (variables: TodoChanges[Name]) =>
      deliver(userId, async () => {
        const result = await change.send(userId, variables, cache);
        // Here and not in onSuccess: the next change in line needs the version this answer gave.
        change.settle(cache, result, variables);
        return result;
      }),
    // Not async: changes are sent in the order their onMutate ended.
    onMutate: (variables) => {
      cache.cancelReads();
      return change.show(cache, variables);
    },
    onError: (error, variables, takeBack) => {
      if (error instanceof SessionReplacedError) return;
      takeBack?.();
      cache.refreshLists();
      onRefused?.(error, variables);
    },
    onSettled: (_result, _error, variables) => {
      const last = client.isMutating({ mutationKey: todoQueries.root(userId) }) === 1;
      if (last && change.counts(variables)) cache.refreshCounts();
    },
  });
}
