import { useEffect, useRef } from 'react';
import type { Todo } from '../../model/todos/todo';

/** When the todo that had the focus leaves the list, its neighbour gets it: the next one, or else the one before. */
export function useKeptFocus(todos: readonly Todo[], activeId: string | null, focusTodo: (id: string) => void): void {
  const before = useRef({ todos, activeId });
  useEffect(() => {
    const { todos: old, activeId: lost } = before.current;
    before.current = { todos, activeId };
    if (lost === null || todos.some((todo) => todo.id === lost) || document.activeElement !== document.body) return;
    const at = old.findIndex((todo) => todo.id === lost);
    const here = new Set(todos.map((todo) => todo.id));
    const neighbour =
      old.slice(at + 1).find((todo) => here.has(todo.id)) ??
      old.slice(0, Math.max(at, 0)).findLast((todo) => here.has(todo.id));
    if (neighbour) focusTodo(neighbour.id);
  });
}
