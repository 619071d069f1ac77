import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { changesOf } from '../../model/changes/user-changes';
import type { Todo } from '../../model/todos/todo';

/** Which card is at hand, and which is to get the focus. @param todos of the cards, column by column */
export function useCardFocus(userId: string, todos: readonly Todo[]) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [wanted, focusCard] = useState<string | null>(null);
  useKeptFocus(todos, activeId, focusCard);
  useUndoFocus(userId, focusCard);
  const onActive = (id: string) => {
    setActiveId(id);
    focusCard(null);
  };
  return { active: todos.find(({ id }) => id === activeId) ?? todos[0], wanted, onActive, focusCard };
}

/** When the card that had the focus leaves the board, its neighbour gets it: the next one, or else the one before. */
function useKeptFocus(todos: readonly Todo[], activeId: string | null, focusCard: (id: string) => void): void {
  const before = useRef({ todos, activeId });
  useEffect(() => {
    const { todos: old, activeId: lost } = before.current;
    before.current = { todos, activeId };
    if (lost === null || document.activeElement !== document.body || todos.some(({ id }) => id === lost)) return;
    const here = new Set(todos.map(({ id }) => id));
    const at = Math.max(
      old.findIndex(({ id }) => id === lost),
      0,
    );
    const neighbour =
      old.slice(at + 1).find(({ id }) => here.has(id)) ?? old.slice(0, at).findLast(({ id }) => here.has(id));
    if (neighbour) focusCard(neighbour.id);
  });
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
