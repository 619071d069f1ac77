import type { Place, Todo } from '../../model/todos/todo';
import { quote } from '../../shared/ui/quote';
import type { Column } from './board-columns';

/** Which way: within a column, or to the one beside it. */
export type Way = 'up' | 'down' | 'left' | 'right';

export interface Step {
  place: Place;
  /** Where it went, in words. */
  said: string;
}

interface Spot {
  column: number;
  card: number;
}

/** @returns the card an arrow leads to from another: the next one, or the one at the same height beside it. */
export function neighbour(columns: readonly Column[], id: string, way: Way): Todo | undefined {
  const spot = find(columns, id);
  if (!spot) return undefined;
  if (way === 'up' || way === 'down') {
    return columns[spot.column]?.cards[spot.card + (way === 'up' ? -1 : 1)]?.todo;
  }
  const step = way === 'left' ? -1 : 1;
  // Past columns with nothing in them.
  for (let at = spot.column + step; columns[at]; at += step) {
    const { cards } = columns[at] as Column;
    if (cards.length > 0) return cards[Math.min(spot.card, cards.length - 1)]?.todo;
  }
  return undefined;
}

/** @returns where one step of the keyboard moves a card, or in words why it goes nowhere */
export function stepOf(columns: readonly Column[], todo: Todo, way: Way): Step | string {
  const spot = find(columns, todo.id);
  const column = spot && columns[spot.column];
  if (!column) return 'It is not on the board any more.';
  if (way === 'left' || way === 'right') return across(columns, todo, spot, way);
  const other = neighbour(columns, todo.id, way);
  if (!other) return way === 'up' ? 'It is the first one.' : 'It is the last one.';
  const name = quote(other.title);
  return way === 'up'
    ? { place: { beforeId: other.id }, said: `Moved above ${name}.` }
    : { place: { afterId: other.id }, said: `Moved below ${name}.` };
}

/** Beside, it keeps its height. */
function across(columns: readonly Column[], todo: Todo, spot: Spot, way: 'left' | 'right'): Step | string {
  const column = columns[spot.column + (way === 'left' ? -1 : 1)];
  if (!column) return way === 'left' ? 'It is in the first column.' : 'It is in the last column.';
  const at = column.cards[spot.card]?.todo;
  const last = column.cards.at(-1)?.todo;
  const among = at ? { beforeId: at.id } : last ? { afterId: last.id } : {};
  const place = { projectId: todo.projectId, sectionId: column.section?.id ?? null, parentId: null, ...among };
  return { place, said: `Moved to ${column.name}, ${Math.min(spot.card, column.cards.length) + 1} from the top.` };
}

function find(columns: readonly Column[], id: string): Spot | undefined {
  for (const [column, { cards }] of columns.entries()) {
    const card = cards.findIndex(({ todo }) => todo.id === id);
    if (card !== -1) return { column, card };
  }
  return undefined;
}
