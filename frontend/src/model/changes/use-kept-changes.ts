import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useToasts } from '../../shared/ui/toast';
import { todoContext } from '../todos/todo-context';
import { changeRebuilder } from './rebuild-change';
import { useChanges } from './use-changes';

/** Sends the changes that a reload, a crash or a closed lid kept from being sent. */
export function useKeptChanges(userId: string): void {
  const client = useQueryClient();
  const changes = useChanges(userId);
  const toasts = useToasts();
  useEffect(
    () => changes.resume(changeRebuilder(todoContext(client, userId), changes, toasts)),
    [client, userId, changes, toasts],
  );
}
