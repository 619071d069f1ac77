import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { latestUndone } from '../../model/changes/latest-undone';
import type { Todo } from '../../model/todos/todo';

/**
 * Which todo is at hand, and which is to get the focus. What was undone or redone gets it as soon as it is there.
 * @param todos in the order of the page
 * @param unfold shows what is folded up before it gets the focus
 */
export function useTodoFocus(userId: string, todos: readonly Todo[], unfold?: (id: string) => void) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [wanted, focusTodo] = useState<string | null>(null);
  const show = (id: string) => {
    unfold?.(id);
    focusTodo(id);
  };
  useUndoFocus(userId, show);
  const onActive = (id: string) => {
    setActiveId(id);
    focusTodo(null);
  };
  return { active: todos.find(({ id }) => id === activeId) ?? todos[0], activeId, wanted, onActive, focusTodo, show };
}

function useUndoFocus(userId: string, focusTodo: (id: string) => void): void {
  const latest = latestUndone(useQueryClient(), userId);
  const { about, turn } = useSyncExternalStore(latest.subscribe, latest.get);
  useEffect(() => {
    const [first] = about;
    if (turn > 0 && first) focusTodo(first);
    // Once for each, and not for what was undone before this list was opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [turn]);
}
