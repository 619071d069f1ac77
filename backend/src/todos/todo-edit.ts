import { isDeepStrictEqual } from 'node:util';
import type { NewEvent } from '../history/change.js';
import type { StoredTodo, TodoFields } from './todo.js';

/** What is to become of one todo. */
export interface TodoEdit {
  todo: StoredTodo;
  set: Partial<TodoFields>;
  /** What it is put behind, when its place is set. */
  afterId?: string | null;
}

/** An edit that differs from what is there. */
export interface EditedTodo {
  before: StoredTodo;
  after: StoredTodo;
  events: NewEvent[];
}

const PLAIN = ['title', 'notes', 'completedAt', 'priority', 'due', 'labelIds'] as const;
const OF_PLACE = ['projectId', 'sectionId', 'parentId', 'position'] as const;

/** Where a todo stands, as the history keeps it. */
export function placeOf({ projectId, sectionId, parentId, position, afterId }: StoredTodo) {
  return { projectId, sectionId, parentId, position, afterId };
}

/** @returns the todo as it will be, and the events that say so; undefined when nothing of it changes */
export function applyEdit({ todo, set, afterId = null }: TodoEdit, at: string): EditedTodo | undefined {
  const differs = (name: keyof TodoFields) => set[name] !== undefined && !isDeepStrictEqual(set[name], todo[name]);
  const names = PLAIN.filter(differs);
  const isMoved = OF_PLACE.some(differs);
  if (names.length === 0 && !isMoved) return undefined;
  const version = todo.version + 1;
  const touched = [...names.map(mergedAs), ...(isMoved ? ['place'] : [])];
  const fieldVersions = { ...todo.fieldVersions, ...Object.fromEntries(touched.map((name) => [name, version])) };
  const after = { ...todo, ...set, version, fieldVersions, updatedAt: at, ...(isMoved && { afterId }) };
  const about = { entity: 'todo' as const, entityId: todo.id, title: after.title };
  const events = names.map((field) => ({ ...about, field, before: todo[field], after: after[field] }));
  if (isMoved) events.push({ ...about, field: 'place', before: placeOf(todo), after: placeOf(after) } as never);
  return { before: todo, after, events };
}

/** A client asks for `completed`, so that is what its version is kept of. */
function mergedAs(field: (typeof PLAIN)[number]): string {
  return field === 'completedAt' ? 'completed' : field;
}
