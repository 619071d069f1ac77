import { useState } from 'react';
import { announce } from '../../shared/ui/announcements';
import type { Commands } from '../../shared/keys/use-commands';
import type { Todo } from './todo';
import { leaveTodos } from './todo-commands';
import { type Rest, useLoadRest } from './use-load-rest';
import type { Selecting } from './use-selection';

/** Which todo a key goes to; first and last of the list, or of a column. */
export type Goal = 'next' | 'previous' | 'first' | 'last';

interface Walking {
  /** The one that Tab stops at. */
  active: Todo | undefined;
  find: (goal: Goal) => Todo | undefined;
  selecting: Selecting;
  /** Of the list or the column: its end is where everything of it is loaded. */
  rest: Rest;
  focusTodo: (id: string) => void;
}

/** What the keys do that go through the todos, and select them on the way with Shift. */
export function useWalking({ active, find, selecting, rest, focusTodo }: Walking): Commands {
  const [toEnd, setToEnd] = useState<{ from: string; extend: boolean; failures: number } | null>(null);
  const go = (goal: Goal, extend: boolean) => {
    const todo = find(goal);
    if (!todo || !active) return;
    if (extend) selecting.extendTo(todo.id, active.id);
    focusTodo(todo.id);
  };
  useLoadRest(rest, toEnd?.failures ?? null, () => {
    setToEnd(null);
    // Not when something else was gone to meanwhile.
    if (toEnd && active?.id === toEnd.from) go('last', toEnd.extend);
  });
  const goToEnd = (extend: boolean) => {
    if (rest.complete || !active) return go('last', extend);
    announce('Loading the rest.');
    setToEnd({ from: active.id, extend, failures: rest.failures });
  };

  return {
    next: () => go('next', false),
    previous: () => go('previous', false),
    first: () => go('first', false),
    last: () => goToEnd(false),
    extendDown: () => go('next', true),
    extendUp: () => go('previous', true),
    extendToFirst: () => go('first', true),
    extendToLast: () => goToEnd(true),
    selectAll: active && selecting.selectAll,
    leave: () => leaveTodos(selecting.todos, selecting.clear),
  };
}
