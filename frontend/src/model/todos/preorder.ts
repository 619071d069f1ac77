import type { Todo } from './todo';

/** A place in full: in which list, and before or after whom; with neither, first. */
export interface Placement {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  beforeId?: string | null;
  afterId?: string | null;
}

/** What a list must know of itself so that todos find their place in it. */
export interface ListShape {
  /** Where a section comes in the list; todos outside of any come first. */
  rankOf(sectionId: string | null): number;
  /** False while more may follow what is loaded. */
  complete: boolean;
}

/** @returns where the family of the todo at `start` ends: behind its last subtask at any depth. */
export function familyEnd(items: readonly Todo[], start: number): number {
  const family = new Set([items[start]?.id]);
  let end = start + 1;
  for (; end < items.length; end += 1) {
    const { id, parentId } = items[end] as Todo;
    if (parentId === null || !family.has(parentId)) break;
    family.add(id);
  }
  return end;
}

/** A todo with its subtasks, and where it stood. */
export interface ExtractedSubtree {
  family: Todo[];
  placement: Placement;
}

/** @returns the list without those families, and each of them with the place to put it back to, in the order to do so. */
export function extractSubtrees(
  items: readonly Todo[],
  ids: readonly string[],
): { rest: Todo[]; extracted: ExtractedSubtree[] } {
  const wanted = new Set(ids);
  const rest: Todo[] = [];
  const extracted: ExtractedSubtree[] = [];
  const lastOf = new Map<string, string>();
  for (let index = 0; index < items.length;) {
    const todo = items[index] as Todo;
    const list = listOf(todo);
    const before = lastOf.get(list) ?? null;
    lastOf.set(list, todo.id);
    if (!wanted.has(todo.id)) {
      rest.push(todo);
      index += 1;
      continue;
    }
    const end = familyEnd(items, index);
    extracted.push({ family: items.slice(index, end), placement: { ...placeOf(todo), afterId: before } });
    index = end;
  }
  return { rest, extracted };
}

/** The list a todo stands in: its parent, section, or project. */
export function listOf(todo: Pick<Todo, 'parentId' | 'sectionId' | 'projectId'>): string {
  return todo.parentId ?? todo.sectionId ?? todo.projectId;
}

function placeOf({ projectId, sectionId, parentId }: Todo): Placement {
  return { projectId, sectionId, parentId };
}

/** @returns the list with the family in it; unchanged when its place is not loaded. */
export function insertSubtree(
  items: readonly Todo[],
  family: readonly Todo[],
  placement: Placement,
  shape: ListShape,
): Todo[] {
  return insertSubtrees(items, [family], placement, shape);
}

/** The same for several families, one behind the other. */
export function insertSubtrees(
  items: readonly Todo[],
  families: readonly (readonly Todo[])[],
  placement: Placement,
  shape: ListShape,
): Todo[] {
  const at = indexFor(items, placement, shape);
  if (at === null) return [...items];
  return [...items.slice(0, at), ...families.flatMap((family) => withPlacement(family, placement)), ...items.slice(at)];
}

/** The family as members of the list of `placement`. */
export function withPlacement(family: readonly Todo[], { projectId, sectionId, parentId }: Placement): Todo[] {
  return family.map((todo, index) => ({
    ...todo,
    projectId,
    sectionId,
    parentId: index === 0 ? parentId : todo.parentId,
  }));
}

function indexFor(items: readonly Todo[], placement: Placement, shape: ListShape): number | null {
  const anchor = placement.beforeId ?? placement.afterId;
  // One that went elsewhere meanwhile is no neighbour any more.
  const at = anchor ? items.findIndex((todo) => todo.id === anchor && listOf(todo) === listOf(placement)) : -1;
  if (at !== -1) return placement.beforeId ? at : familyEnd(items, at);
  if (placement.parentId !== null) {
    const parent = items.findIndex((todo) => todo.id === placement.parentId);
    return parent === -1 ? null : parent + 1;
  }
  const rank = shape.rankOf(placement.sectionId);
  const first = items.findIndex((todo) => shape.rankOf(todo.sectionId) >= rank);
  if (first !== -1) return first;
  return shape.complete ? items.length : null;
}

/** @returns those of the todos that are not below another of them: what is moved or deleted along with its parent. */
export function rootsAmong(items: readonly Todo[], ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const parents = new Map(items.map((todo) => [todo.id, todo.parentId]));
  return ids.filter((id) => {
    for (let above = parents.get(id); above; above = parents.get(above)) if (chosen.has(above)) return false;
    return true;
  });
}
