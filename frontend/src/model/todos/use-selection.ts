import { type Dispatch, type SetStateAction, useEffect, useMemo, useState } from 'react';
import { announce } from '../../shared/ui/announcements';
import { formatSelected, type Selection, takeSelecting } from './list-callbacks';
import { useTellSelected } from './selected-todos';
import type { Todo } from './todo';

export interface Selecting extends Selection {
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /**
   * Selects all between the todo that was last selected by itself and this one, and no more what was selected so before.
   * @param from where to begin when none was
   */
  extendTo: (id: string, from?: string) => void;
  /** All of the list. */
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
}

const NOTHING: State = { ids: new Set(), anchor: null, base: new Set() };

/**
 * Which todos of a list or a board are selected. Those that leave it leave the selection.
 * @param todos all of them in their order
 * @param shown those of them that are not folded up
 */
export function useSelection(todos: readonly Todo[], shown: readonly Todo[]): Selecting {
  const [state, setState] = useState(NOTHING);
  const { ids } = state;
  const chosen = useMemo(() => todos.filter(({ id }) => ids.has(id)), [todos, ids]);
  const selected = useMemo(() => idsOf(chosen), [chosen]);
  const hidden = useMemo(() => {
    const inSight = idsOf(shown);
    return chosen.filter(({ id }) => !inSight.has(id)).length;
  }, [chosen, shown]);
  const select = (next: Partial<State>) => {
    const becomes = { ...NOTHING, ...next };
    setState(becomes);
    const inSight = shown.filter(({ id }) => becomes.ids.has(id)).length;
    announce(`${formatSelected(becomes.ids.size, becomes.ids.size - inSight)}.`);
  };
  useBeginning(setState);
  useTellSelected(chosen);
  if (selected.size < ids.size) setState({ ...state, ids: selected });

  return {
    selected,
    todos: chosen,
    hidden,
    toggle: (id) => select(toggled(selected, id)),
    extendTo: (id, from = id) => select(extended(state, selected, shown, [from, id])),
    selectAll: () => select({ ids: idsOf(todos) }),
    drop(gone) {
      const leaving = new Set(gone);
      if (gone.some((id) => ids.has(id))) select({ ids: new Set([...selected].filter((id) => !leaving.has(id))) });
    },
    clear() {
      if (ids.size > 0) select(NOTHING);
    },
  };
}

/** Selecting begins from a menu, too. */
function useBeginning(setState: Dispatch<SetStateAction<State>>): void {
  useEffect(() => {
    const begin = (id: string) =>
      setState(({ ids: before }) => {
        const ids = new Set(before).add(id);
        return { ...NOTHING, ids, anchor: id, base: ids };
      });
    return takeSelecting(begin);
  }, [setState]);
}

function toggled(selected: ReadonlySet<string>, id: string): Partial<State> {
  const ids = new Set(selected);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, base: ids };
}

/** The range from where it began, or else from the first of the two, to the second. */
function extended(
  state: State,
  selected: ReadonlySet<string>,
  shown: readonly Todo[],
  [from, to]: [string, string],
): Partial<State> {
  const places = new Map(shown.map(({ id }, index) => [id, index]));
  const isBegun = state.anchor !== null && places.has(state.anchor);
  const [anchor, base] = isBegun && state.anchor !== null ? [state.anchor, state.base] : [from, selected];
  const ends = [places.get(anchor) ?? 0, places.get(to) ?? 0];
  const range = shown.slice(Math.min(...ends), Math.max(...ends) + 1);
  const kept = [...base].filter((id) => selected.has(id));
  return { ids: new Set([...kept, ...idsOf(range)]), anchor, base };
}

function idsOf(todos: readonly Todo[]): Set<string> {
  return new Set(todos.map(({ id }) => id));
}
