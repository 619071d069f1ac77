import type { Section } from '../../model/outline/outline';
import type { Todo } from '../../model/todos/todo';

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
  /** How many open todos are in it, subtasks included. */
  count: number;
}

const NO_SECTION = 'No section';

/**
 * @returns the columns in the order of the sections
 * @param todos of the project, each parent before what is below it @param sections those of the project
 * @param shows whether a card is shown: completed ones linger
 */
export function columnsOf(
  todos: readonly Todo[],
  sections: readonly Section[],
  shows: (todo: Todo) => boolean,
): Column[] {
  const known = new Set(sections.map(({ id }) => id));
  return [null, ...sections].map((section) => {
    // A todo of a section that is gone stands outside of any.
    const columnOf = ({ sectionId }: Todo) => (sectionId !== null && known.has(sectionId) ? sectionId : null);
    const items = todos.filter((todo) => columnOf(todo) === (section?.id ?? null));
    return {
      key: section?.id ?? 'none',
      section,
      name: section?.name ?? NO_SECTION,
      cards: cardsOf(items, shows),
      count: items.filter(({ completedAt }) => completedAt === null).length,
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
