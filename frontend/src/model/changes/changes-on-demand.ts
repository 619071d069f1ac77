import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { partOnDemand } from '../../shared/ui/on-demand';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import type { ListActions, TodoActions } from '../todos/use-todo-actions';
import type { Changes } from './use-changes';

const module = partOnDemand(() => import('../todos/use-todo-actions'));

function makeChanges(client: QueryClient, userId: string, toasts: Toasts): () => Changes {
  let changes: Changes | undefined;
  return () => (changes ??= present().toldChanges(client, userId, toasts));
}

/** Asked for only by what runs once it is loaded. */
const present = () => module.present()!;

function useLateChanges(userId: string): () => Changes {
  const client = useQueryClient();
  const toasts = useToasts();
  useEffect(() => void module.fetch(), []);
  return useMemo(() => makeChanges(client, userId, toasts), [client, userId, toasts]);
}

/** Undo and redo of `useChanges`, for what is drawn before that is loaded. */
export function useUndoOnDemand(userId: string): { undo: () => void; redo: () => void } {
  const changes = useLateChanges(userId);
  return { undo: () => module.run(() => changes().undo()), redo: () => module.run(() => changes().redo()) };
}

/**
 * `useTodoActions` for lists, which are drawn before that is loaded.
 * @returns `add` is to be called in `onceLoaded`
 */
export function useTodoActionsOnDemand(userId: string) {
  const client = useQueryClient();
  const toasts = useToasts();
  const changes = useLateChanges(userId);
  const now = () => present().todoActions(client, userId, changes(), toasts);
  const actions: ListActions & Pick<TodoActions, 'add'> = {
    add: (...args) => now().add(...args),
    edit: (...args) => module.run(() => now().edit(...args)),
    setCompleted: (...args) => module.run(() => now().setCompleted(...args)),
    setPriority: (...args) => module.run(() => now().setPriority(...args)),
    move: (...args) => module.run(() => now().move(...args)),
    remove: (...args) => module.run(() => now().remove(...args)),
    resolve: (...args) => module.run(() => now().resolve(...args)),
  };
  return { actions, onceLoaded: module.run };
}
