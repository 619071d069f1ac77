import type { Replica } from '../../replica/replica';
import type { TodoRow } from '../../replica/row-store';
import { plain } from '../../shared/formatters/matches';

/** How many are found at most. */
export const MOST_FOUND = 20;

/** Texts are compared at each key: each is made plain once. */
const plainTexts = new WeakMap<TodoRow, { title: string; all: string }>();

/**
 * The todos with all the words of a text in their title or notes, at most `MOST_FOUND`: the open ones first, then those with all of
 * the words in their title, then those that were changed last.
 */
export function findTodos(rows: Replica['shown'], text: string): TodoRow[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { todo: TodoRow; rank: number }[] = [];
  for (const todo of rows.all('todos')) {
    if (todo.deletedAt !== null) continue;
    const { title, all } = plainText(todo);
    if (!words.every((word) => all.includes(word))) continue;
    const isInTitle = words.every((word) => title.includes(word));
    found.push({ todo, rank: (todo.completedAt === null ? 0 : 2) + (isInTitle ? 0 : 1) });
  }
  found.sort((a, b) => a.rank - b.rank || (a.todo.updatedAt < b.todo.updatedAt ? 1 : -1));
  return found.slice(0, MOST_FOUND).map(({ todo }) => todo);
}

function plainText(todo: TodoRow): { title: string; all: string } {
  const known = plainTexts.get(todo);
  if (known) return known;
  const title = plain(todo.title);
  const texts = { title, all: todo.notes === '' ? title : `${title}\n${plain(todo.notes)}` };
  plainTexts.set(todo, texts);
  return texts;
}
