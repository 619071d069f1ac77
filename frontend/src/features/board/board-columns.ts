import type { Project, Section } from '../../model/outline/outline';
import type { Board, Todo, TodoPage } from '../../model/todos/todo';

/** A todo at the top of its section. */
export interface Card {
  todo: Todo;
  /** How many open subtasks are below it, at any depth. */
  subtasks: number;
}

/** A section, or what is outside of any. */
export interface Column {
  /** The section's id, or `none`. */
  key: string;
  section: Section | null;
  name: string;
  cards: readonly Card[];
  /** How many open todos are in it, subtasks and what is not loaded yet included. */
  count: number;
  nextCursor: string | null;
}

const NO_SECTION = 'No section';

/**
 * @returns the columns in the order of the sections
 * @param project undefined until it is known
 * @param sections those of the project
 * @param shows whether a card is shown: completed ones linger
 */
export function columnsOf(
  board: Board,
  project: Pick<Project, 'openCount'> | undefined,
  sections: readonly Section[],
  shows: (todo: Todo) => boolean,
): Column[] {
  const outside = sections.reduce((rest, { openCount }) => rest - openCount, project?.openCount ?? 0);
  return [null, ...sections].map((section) => {
    const column = board.columns.find(({ sectionId }) => sectionId === (section?.id ?? null));
    const items = column?.items ?? [];
    const count = section?.openCount ?? Math.max(0, outside);
    // An empty column has nothing to begin with.
    const isEmpty = project !== undefined && count === 0 && items.length === 0;
    return {
      key: section?.id ?? 'none',
      section,
      name: section?.name ?? NO_SECTION,
      cards: cardsOf(items, shows),
      count,
      nextCursor: isEmpty ? null : (column?.nextCursor ?? null),
    };
  });
}

/** Every parent comes before what is below it. */
function cardsOf(items: readonly Todo[], shows: (todo: Todo) => boolean): Card[] {
  const tops = new Map<string, Card>();
  const topOf = new Map<string, Card>();
  for (const todo of items) {
    if (todo.parentId === null) {
      const card = { todo, subtasks: 0 };
      topOf.set(todo.id, card);
      if (shows(todo)) tops.set(todo.id, card);
      continue;
    }
    const card = topOf.get(todo.parentId);
    if (!card) continue;
    topOf.set(todo.id, card);
    if (todo.completedAt === null) card.subtasks += 1;
  }
  return [...tops.values()];
}

/** @returns the board with one more page of a column; unchanged when that column went on meanwhile */
export function withPage(board: Board, sectionId: string | null, cursor: string, page: TodoPage): Board {
  const here = new Set(board.columns.flatMap(({ items }) => items.map(({ id }) => id)));
  const columns = board.columns.map((column) => {
    if (column.sectionId !== sectionId || column.nextCursor !== cursor) return column;
    // What moved in from there meanwhile is shown already.
    const items = [...column.items, ...page.items.filter(({ id }) => !here.has(id))];
    return { ...column, items, nextCursor: page.nextCursor };
  });
  return { columns };
}

/** @returns the board with an empty column for every section that has none yet, and itself when all have */
export function withSections(board: Board, sections: readonly Section[]): Board {
  const known = new Set(board.columns.map(({ sectionId }) => sectionId));
  const missing = sections.filter(({ id }) => !known.has(id));
  if (missing.length === 0) return board;
  const empty = missing.map(({ id }) => ({ sectionId: id, items: [], nextCursor: null }));
  return { columns: [...board.columns, ...empty] };
}
