import type { KeptChange } from '../../replica/kept-change';
import type { Replica } from '../../replica/replica';
import type { NewTodo, Todo } from '../todos/todo';

/** What is left of a refused create, and the answer that adds it. */
interface Remaining {
  change: KeptChange;
  answer: string;
}

/** @returns the create of a todo without its place and labels that were deleted since; undefined where none was */
export function withoutGone(rows: Replica['shown'], change: KeptChange): Remaining | undefined {
  const [kind, todo, wanted] = change.made as [string, Todo, NewTodo];
  if (kind !== 'create') return undefined;
  const isGone = (table: 'projects' | 'sections' | 'labels' | 'todos', id: string | null | undefined) =>
    !!id && rows.get(table, id)?.deletedAt !== null;
  const { projectId, sectionId, parentId, beforeId, afterId, ...others } = wanted;
  const isPlaceGone = isGone('todos', parentId) || isGone('projects', projectId) || isGone('sections', sectionId);
  const place = { projectId, sectionId, parentId, beforeId, afterId };
  const labelIds = todo.labelIds.filter((id) => !isGone('labels', id));
  if (!isPlaceGone && labelIds.length === todo.labelIds.length) return undefined;
  const left = { ...others, labelIds, ...(isPlaceGone ? {} : place) };
  return {
    change: { ...change, made: [kind, { ...todo, labelIds }, left] },
    answer: isPlaceGone ? 'Add to Inbox' : 'Add without deleted labels',
  };
}
