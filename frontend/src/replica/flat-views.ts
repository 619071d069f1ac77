import type { components } from '@latch/contracts/latch';
import type { Replica } from './replica';
import { THINGS, type TodoRow } from './row-store';
import { isLive } from './views';

type Rows = Replica['shown'];

/** The todos with a label, the newest first: by id, as the server has them, so that the first page of them is the first here. */
export function todosWithLabel(rows: Rows, labelId: string): TodoRow[] {
  const labelled = [...rows.all('todos')].filter((todo) => isLive(todo) && todo.labelIds.includes(labelId));
  return labelled.sort((a, b) => latestFirst(a.id, b.id));
}

/** What is completed, the last one first. */
export function completedTodos(rows: Rows): TodoRow[] {
  const done = [...rows.all('todos')].filter((todo) => isLive(todo) && todo.completedAt !== null);
  return done.sort((a, b) => latestFirst(a.completedAt ?? '', b.completedAt ?? '') || latestFirst(a.id, b.id));
}

/** Something in Trash, with how many todos went along with it. */
export type Trashed = components['schemas']['TrashPage']['items'][number];

/** What one row of a table is called, in the API as in sentences. */
export const ENTITIES = {
  projects: 'project',
  sections: 'section',
  labels: 'label',
  filters: 'filter',
  todos: 'todo',
} as const;

/** What was deleted in the last 30 days, the last first; what went along with something is counted there. */
export function trashedThings(rows: Rows): Trashed[] {
  const along = new Map<string, number>();
  for (const { id, deletedWith } of rows.all('todos')) {
    if (deletedWith !== null && deletedWith !== id) along.set(deletedWith, (along.get(deletedWith) ?? 0) + 1);
  }
  const things = THINGS.flatMap((table) =>
    [...rows.all(table)].filter(isRootInTrash).map((row) => ({
      id: row.id,
      entity: ENTITIES[table],
      title: 'title' in row ? row.title : row.name,
      deletedAt: row.deletedAt ?? '',
      todos: along.get(row.id) ?? 0,
    })),
  );
  return things.sort((a, b) => latestFirst(a.deletedAt, b.deletedAt) || latestFirst(a.id, b.id));
}

function latestFirst(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** Whether it went to Trash by itself, and not along with something else. */
function isRootInTrash({
  id,
  deletedAt,
  deletedWith,
}: {
  id: string;
  deletedAt: string | null;
  deletedWith: string | null;
}): boolean {
  return deletedAt !== null && deletedWith === id;
}
