import type { Placement } from './preorder';
import type { Place } from './todo';
import type { TodoCache } from './todo-cache';

type ListOf = Pick<Placement, 'projectId' | 'sectionId' | 'parentId'>;

/**
 * The place in full, as the backend understands it: the list is that of the parent, or else of the section, or else of the
 * project, or else the one a todo is in.
 */
export function resolvePlacement(cache: TodoCache, place: Place, now: ListOf): Placement {
  const { beforeId, afterId } = place;
  return { ...listFor(cache, place, now), beforeId, afterId };
}

/** The list of that place. */
export function listFor(cache: TodoCache, { projectId, sectionId, parentId }: Place, now: ListOf): ListOf {
  if (parentId) {
    const [parent] = cache.find([parentId]);
    return { projectId: parent?.projectId ?? now.projectId, sectionId: parent?.sectionId ?? null, parentId };
  }
  if (sectionId) {
    const section = cache.outline()?.sections.find(({ id }) => id === sectionId);
    return { projectId: section?.projectId ?? projectId ?? now.projectId, sectionId, parentId: null };
  }
  if (projectId && projectId !== now.projectId) return { projectId, sectionId: null, parentId: null };
  return {
    projectId: now.projectId,
    sectionId: sectionId === null || (projectId && sectionId === undefined) ? null : now.sectionId,
    parentId: parentId === null || sectionId === null || projectId ? null : now.parentId,
  };
}
