import type { Commands } from '../../shared/keys/use-commands';
import type { Todo } from './todo';
import { leaveTodos } from './todo-commands';
import type { Selecting } from './use-selection';

/** Which todo a key goes to; first and last of the list, or of a column. */
export type Goal = 'next' | 'previous' | 'first' | 'last';

/** Keys that are not right until all of a list is there: they wait, and do nothing else. */
export const WAITING = { last: wait, extendToLast: wait, selectAll: wait, moveDown: wait };

function wait(): void {}

interface Walking {
  /** The one that Tab stops at. */
  active: Todo | undefined;
  find: (goal: Goal) => Todo | undefined;
  selecting: Selecting;
  focusTodo: (id: string) => void;
}

/** What the keys do that go through the todos, and select them on the way with Shift. */
export function useWalking({ active, find, selecting, focusTodo }: Walking): Commands {
  const go = (goal: Goal, extend: boolean) => {
    const todo = find(goal);
    if (!todo || !active) return;
    if (extend) selecting.extendTo(todo.id, active.id);
    focusTodo(todo.id);
  };

  return {
    next: () => go('next', false),
    previous: () => go('previous', false),
    first: () => go('first', false),
    last: () => go('last', false),
    extendDown: () => go('next', true),
    extendUp: () => go('previous', true),
    extendToFirst: () => go('first', true),
    extendToLast: () => go('last', true),
    selectAll: active && selecting.selectAll,
    leave: () => leaveTodos(selecting.todos, selecting.clear),
  };
}
