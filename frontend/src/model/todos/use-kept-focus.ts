import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { announce } from '../../shared/ui/announcements';
import { focusHeading, recoverFocus } from '../../shared/ui/lost-focus';
import type { Todo } from './todo';

export interface KeptFocusOptions {
  /** In the order of the page. */
  todos: readonly Todo[];
  /** The one that has, or last had, the focus. */
  activeId: string | null;
  focusTodo: (id: string) => void;
}

/**
 * When the todo that had the focus leaves the list or the board, its neighbour gets it: the next one, or else the one
 * before; when it was the only one, the heading.
 */
export function useKeptFocus(kept: KeptFocusOptions): void {
  const { todos, activeId } = kept;
  const before = useRef({ todos, activeId });
  const gone = useRef<{ id: string; old: readonly Todo[] } | null>(null);
  /** Which neighbour it was handed on to, until it has it. */
  const next = useRef<string | null>(null);
  const focusNeighbour = useEffectEvent((from?: readonly Element[]): boolean => {
    if (next.current !== null && kept.todos.some(({ id }) => id === next.current)) {
      if (from) next.current = null;
      return true;
    }
    const lost = gone.current;
    gone.current = null;
    const isOurs = !from || from.some((element) => element.getAttribute('data-todo-id') === lost?.id);
    if (!lost || !isOurs) return false;
    const neighbour = neighbourOf(lost.id, lost.old, kept.todos);
    next.current = neighbour?.id ?? null;
    if (neighbour) kept.focusTodo(neighbour.id);
    else focusInstead();
    return true;
  });
  // Before the page is drawn, and so before anything else looks for a place.
  useLayoutEffect(() => {
    const { todos: old, activeId: lost } = before.current;
    before.current = { todos, activeId };
    if (activeId === next.current) next.current = null;
    if (lost === null || !old.some(({ id }) => id === lost) || todos.some(({ id }) => id === lost)) return;
    gone.current = { id: lost, old };
    if (document.activeElement === document.body) focusNeighbour();
  });
  // A menu or a picker had the focus when its todo left.
  useEffect(() => recoverFocus((from) => focusNeighbour(from)), []);
}

function neighbourOf(lost: string, old: readonly Todo[], todos: readonly Todo[]): Todo | undefined {
  const here = new Set(todos.map(({ id }) => id));
  const at = old.findIndex(({ id }) => id === lost);
  return old.slice(at + 1).find(({ id }) => here.has(id)) ?? old.slice(0, at).findLast(({ id }) => here.has(id));
}

/** Not the field that adds: there `z` would be a letter, and undo nothing. */
function focusInstead(): void {
  focusHeading();
  announce('No todos left here.');
}

/** Hands the focus on when its todo leaves the list; nothing of it is needed to draw one. */
export default function KeptFocus(options: KeptFocusOptions) {
  useKeptFocus(options);
  return null;
}
