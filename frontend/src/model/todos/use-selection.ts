import { useEffect, useMemo, useState } from 'react';
import { announce } from '../../shared/ui/announcements';
import { takeSelecting } from './list-hands';
import { useTellSelected } from './selected-todos';
import type { Todo } from './todo';

export interface Selecting {
  selected: ReadonlySet<string>;
  /** The selected todos in the order of the page. */
  todos: readonly Todo[];
  toggle: (id: string) => void;
  /** From the one that was last selected up to this one. */
  toggleRange: (id: string) => void;
  clear: () => void;
}

/** Which todos of a list or a board are selected. Those that leave it leave the selection. @param todos in their order */
export function useSelection(todos: readonly Todo[]): Selecting {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => takeSelecting((id) => setIds((before) => new Set(before).add(id))), []);

  const chosen = useMemo(() => todos.filter(({ id }) => ids.has(id)), [todos, ids]);
  useTellSelected(chosen);
  const selected = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);
  const select = (next: ReadonlySet<string>, id: string) => {
    setIds(next);
    setLast(id);
    announce(next.size === 0 ? 'Nothing selected.' : `${next.size} selected.`);
  };
  return {
    selected,
    todos: chosen,
    toggle(id) {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      select(next, id);
    },
    toggleRange(id) {
      const from = todos.findIndex((todo) => todo.id === last);
      const to = todos.findIndex((todo) => todo.id === id);
      const [start, end] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
      select(new Set([...selected, ...todos.slice(start, end + 1).map((todo) => todo.id)]), id);
    },
    clear() {
      if (ids.size === 0) return;
      setIds(new Set());
      setLast(null);
      announce('Nothing selected.');
    },
  };
}
