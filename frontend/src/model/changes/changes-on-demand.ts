import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { countUnsent } from '../../shared/api/unsent';
import { loadUntilThere } from '../../shared/ui/overlays';
import { type Toasts, useToasts } from '../../shared/ui/toast';
import type { ListActions, TodoActions } from '../todos/use-todo-actions';
import type { Changes } from './use-changes';

let loaded: typeof import('../todos/use-todo-actions') | undefined;
let loading: Promise<unknown> | undefined;
const load = () =>
  (loading ??= loadUntilThere(() => import('../todos/use-todo-actions')).then((module) => (loaded = module)));

/** Works at once when what changes things is loaded; before that, as soon as it is, in the order of the calls. */
function onceLoaded(work: () => void): void {
  if (loaded) return work();
  void countUnsent(load().then(work));
}

function makeChanges(client: QueryClient, userId: string, toasts: Toasts): () => Changes {
  let changes: Changes | undefined;
  return () => (changes ??= present().toldChanges(client, userId, toasts));
}

function present(): NonNullable<typeof loaded> {
  if (!loaded) throw new Error('What changes things is used before it is loaded.');
  return loaded;
}

function useLateChanges(userId: string): () => Changes {
  const client = useQueryClient();
  const toasts = useToasts();
  useEffect(() => void load(), []);
  return useMemo(() => makeChanges(client, userId, toasts), [client, userId, toasts]);
}

/** Undo and redo of `useChanges`, for what is drawn before that is loaded. */
export function useUndoOnDemand(userId: string): { undo: () => void; redo: () => void } {
  const changes = useLateChanges(userId);
  return { undo: () => onceLoaded(() => changes().undo()), redo: () => onceLoaded(() => changes().redo()) };
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
    add: (wanted) => now().add(wanted),
    edit: (...args) => onceLoaded(() => now().edit(...args)),
    setCompleted: (...args) => onceLoaded(() => now().setCompleted(...args)),
    setPriority: (...args) => onceLoaded(() => now().setPriority(...args)),
    move: (...args) => onceLoaded(() => now().move(...args)),
    remove: (...args) => onceLoaded(() => now().remove(...args)),
    resolve: (...args) => onceLoaded(() => now().resolve(...args)),
  };
  return { actions, onceLoaded };
}
