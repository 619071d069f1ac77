import { useEffect, useMemo, useState } from 'react';
import { announce } from '../../shared/ui/announcements';
import { saySelected, type Selection, takeSelecting } from './list-hands';
import { useTellSelected } from './selected-todos';
import type { Todo } from './todo';
import { type Rest, useLoadRest } from './use-load-rest';

export interface Selecting extends Selection {
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /**
   * Selects all between the todo that was last selected by itself and this one, and no more what was selected so before.
   * @param from where to begin when none was
   */
  extendTo: (id: string, from?: string) => void;
  /** All of the list, also what is not loaded yet. */
  selectAll: () => void;
  /** Ends the selection of some todos. */
  drop: (ids: readonly string[]) => void;
}

interface State {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** What is selected besides the range. */
  base: ReadonlySet<string>;
  /** While all is selected, and still being loaded: how often loading had failed before. */
  loadingAll: number | null;
}

const NOTHING: State = { ids: new Set(), anchor: null, base: new Set(), loadingAll: null };

/**
 * Which todos of a list or a board are selected. Those that leave it leave the selection.
 * @param todos all of them that are loaded, in their order
 * @param shown those of them that are not folded up
 */
export function useSelection(todos: readonly Todo[], shown: readonly Todo[], rest: Rest): Selecting {
  const [state, setState] = useState(NOTHING);
  const { ids, loadingAll } = state;
  const chosen = useMemo(() => todos.filter(({ id }) => ids.has(id)), [todos, ids]);
  const selected = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);
  const hidden = useMemo(() => {
    const inSight = new Set(shown.map(({ id }) => id));
    return chosen.filter(({ id }) => !inSight.has(id)).length;
  }, [chosen, shown]);
  const select = (next: Partial<State> & Pick<State, 'ids'>) => {
    setState({ ...NOTHING, ...next });
    const inSight = shown.filter(({ id }) => next.ids.has(id)).length;
    announce(`${saySelected(next.ids.size, next.ids.size - inSight, typeof next.loadingAll === 'number')}.`);
  };

  useEffect(() => {
    const begin = (id: string) =>
      setState(({ ids: before }) => {
        const next = new Set(before).add(id);
        return { ...NOTHING, ids: next, anchor: id, base: next };
      });
    return takeSelecting(begin);
  }, []);
  useTellSelected(chosen);
  useEffect(() => {
    if (selected.size < ids.size) setState((now) => ({ ...now, ids: selected }));
  }, [selected, ids]);
  useLoadRest(rest, loadingAll, (complete) => {
    select({ ids: new Set(todos.map(({ id }) => id)) });
    if (!complete) announce(`Not everything could be loaded. ${saySelected(todos.length)}.`);
  });

  return {
    selected,
    todos: chosen,
    hidden,
    loading: loadingAll !== null,
    toggle(id) {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      select({ ids: next, anchor: id, base: next });
    },
    extendTo(id, from = id) {
      const places = new Map(shown.map((todo, index) => [todo.id, index]));
      const isBegun = state.anchor !== null && places.has(state.anchor);
      const anchor = isBegun ? (state.anchor as string) : from;
      const base = isBegun ? state.base : selected;
      const [start, end] = [places.get(anchor) ?? 0, places.get(id) ?? 0].toSorted((a, b) => a - b) as [number, number];
      const range = shown.slice(start, end + 1).map((todo) => todo.id);
      const kept = [...base].filter((one) => selected.has(one));
      select({ ids: new Set([...kept, ...range]), anchor, base });
    },
    selectAll() {
      const all = new Set(todos.map(({ id }) => id));
      select({ ids: all, loadingAll: rest.complete ? null : rest.failures });
    },
    drop(gone) {
      if (!gone.some((id) => ids.has(id))) return;
      const left = [...selected].filter((id) => !gone.includes(id));
      select({ ids: new Set(left) });
    },
    clear() {
      if (ids.size > 0) select({ ids: new Set() });
    },
  };
}
