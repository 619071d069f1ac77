import { useMemo } from 'react';
import type { RefusedChange } from '../../replica/refused-changes';
import { useRefused } from '../changes/use-refused';
import type { Conflict } from './conflicts';

type Conflicts = Readonly<Record<string, Conflict>>;

/** Every conflict of todos that waits for a choice, by the todo's id. */
export function useConflicts(userId: string): Conflicts {
  const all = useRefused(userId);
  return useMemo(() => conflictsAmong(all), [all]);
}

function conflictsAmong(all: readonly RefusedChange[]): Conflicts {
  const ofTodos = all.filter(({ conflict, subject }) => conflict && subject.table === 'todos');
  return Object.fromEntries(ofTodos.map(({ id, conflict }) => [id, conflict as Conflict]));
}
