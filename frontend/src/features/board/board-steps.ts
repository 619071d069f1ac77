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

interface CardPosition {
  column: number;
  card: number;
}

/** @returns the card an arrow leads to from another: the next one, or the one at the same height beside it. */
export function neighbour(columns: readonly Column[], id: string, way: Way): Todo | undefined {
  const position = find(columns, id);
  if (!position) return undefined;
  if (way === 'up' || way === 'down') {
    return columns[position.column]?.cards[position.card + (way === 'up' ? -1 : 1)]?.todo;
  }
  const step = way === 'left' ? -1 : 1;
  // Past columns with nothing in them.
  for (let at = position.column + step; columns[at]; at += step) {
    const { cards } = columns[at] as Column;
    if (cards.length > 0) return cards[Math.min(position.card, cards.length - 1)]?.todo;
  }
  return undefined;
}

/** @returns where one step of the keyboard moves a card, or in words why it goes nowhere */
export function stepOf(columns: readonly Column[], todo: Todo, way: Way): Step | string {
  const position = find(columns, todo.id);
  const column = position && columns[position.column];
  if (!column) return 'This todo is no longer on the board.';
  if (way === 'left' || way === 'right') return across(columns, todo, position, way);
  const other = neighbour(columns, todo.id, way);
  if (!other) return way === 'up' ? 'Already at the top.' : 'Already at the bottom.';
  const name = quote(other.title);
  return way === 'up'
    ? { place: { beforeId: other.id }, said: `Moved above ${name}.` }
    : { place: { afterId: other.id }, said: `Moved below ${name}.` };
}

/** Beside, it keeps its height. */
function across(columns: readonly Column[], todo: Todo, position: CardPosition, way: 'left' | 'right'): Step | string {
  const column = columns[position.column + (way === 'left' ? -1 : 1)];
  if (!column) return way === 'left' ? 'Already in the first column.' : 'Already in the last column.';
  const at = column.cards[position.card]?.todo;
  const last = column.cards.at(-1)?.todo;
  const among = at ? { beforeId: at.id } : last ? { afterId: last.id } : {};
  const place = { projectId: todo.projectId, sectionId: column.section?.id ?? null, parentId: null, ...among };
  return { place, said: `Moved to ${column.name}, ${Math.min(position.card, column.cards.length) + 1} from the top.` };
}

function find(columns: readonly Column[], id: string): CardPosition | undefined {
  for (const [column, { cards }] of columns.entries()) {
    const card = cards.findIndex(({ todo }) => todo.id === id);
    if (card !== -1) return { column, card };
  }
  return undefined;
}
