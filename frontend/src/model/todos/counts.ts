import type { QueryClient } from '@tanstack/react-query';
import { outlineQueries } from '../outline/outline-queries';
import type { Todo } from './todo';

/** Moves the counts of projects, sections, labels and all from what todos were to what they are. @returns how to take it back */
export function shiftCounts(
  client: QueryClient,
  userId: string,
  before: readonly Todo[],
  after: readonly Todo[],
  trashed = 0,
): () => void {
  const byId = new Map<string, number>();
  const all = { open: 0, completed: 0 };
  const tally = (todo: Todo, step: 1 | -1) => {
    if (todo.completedAt !== null) {
      all.completed += step;
      return;
    }
    all.open += step;
    for (const id of [todo.projectId, todo.sectionId ?? '', ...todo.labelIds]) byId.set(id, (byId.get(id) ?? 0) + step);
  };
  for (const todo of before) tally(todo, -1);
  for (const todo of after) tally(todo, 1);

  const shift = (sign: 1 | -1) => {
    const shifted = (count: number, step: number) => Math.max(0, count + sign * step);
    const counted = <Item extends { id: string; openCount: number }>(item: Item): Item => {
      const step = byId.get(item.id);
      return step ? { ...item, openCount: shifted(item.openCount, step) } : item;
    };
    client.setQueryData(outlineQueries.outline(userId).queryKey, (outline) => {
      if (!outline) return outline;
      const { open, completed, trash } = outline.counts;
      return {
        ...outline,
        projects: outline.projects.map(counted),
        sections: outline.sections.map(counted),
        labels: outline.labels.map(counted),
        counts: {
          open: shifted(open, all.open),
          completed: shifted(completed, all.completed),
          trash: shifted(trash, trashed),
        },
      };
    });
  };
  shift(1);
  return () => shift(-1);
}
