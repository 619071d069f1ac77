import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { changesOf } from '../../model/changes/user-changes';
import type { Todo } from '../../model/todos/todo';
import { useKeptFocus } from '../../model/todos/use-kept-focus';

/** Which card is at hand, and which is to get the focus. @param todos of the cards, column by column */
export function useCardFocus(userId: string, todos: readonly Todo[]) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [wanted, focusCard] = useState<string | null>(null);
  useKeptFocus({ todos, activeId, focusTodo: focusCard });
  useUndoFocus(userId, focusCard);
  const onActive = (id: string) => {
    setActiveId(id);
    focusCard(null);
  };
  return { active: todos.find(({ id }) => id === activeId) ?? todos[0], wanted, onActive, focusCard };
}

/** What was undone or redone gets the focus, as soon as it is there. */
function useUndoFocus(userId: string, focusCard: (id: string) => void): void {
  const { latest } = changesOf(useQueryClient(), userId).stack;
  const { about, turn } = useSyncExternalStore(latest.subscribe, latest.get);
  useEffect(() => {
    const [first] = about;
    if (turn > 0 && first) focusCard(first);
    // Once for each.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [turn]);
}
