import { useMemo } from 'react';
import type { Todo } from '../../model/todos/todo';
import type { Replica } from '../../replica/replica';
import { withEdited } from '../../model/todos/with-edited';
import { useIsPart, useReplicaView } from '../../replica/synced-replica';
import { useLingering } from '../../shared/ui/use-lingering';

/** What a list is of. */
export interface ListView {
  /** Names the list. */
  key: string;
  read: (rows: Replica['shown']) => readonly Todo[];
  /** Shows what is completed, and not what is open. */
  completed?: boolean;
  /** Shows what is completed beside what is open. */
  both?: boolean;
}

/** The todos of a list that are shown: those that belong to it, those that linger, and the one being edited. */
export function useShownTodos(userId: string, view: ListView, edited: Todo | undefined) {
  const all = useReplicaView(userId, view.key, view.read);
  const { lingering, linger } = useLingering();
  const { completed = false, both } = view;
  const todos = useMemo(() => {
    const belongs = ({ id, completedAt }: Todo) =>
      both || (completedAt !== null) === completed || lingering.has(id) || id === edited?.id;
    return withEdited(all, edited).filter(belongs);
  }, [all, lingering, completed, both, edited]);
  return { todos, linger, isPart: useIsPart(userId, view.key) };
}
