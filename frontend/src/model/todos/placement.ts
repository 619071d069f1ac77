import { keyBetween, keysBetween } from '@latch/domain/order-key';
import type { Replica } from '../../replica/replica';
import { byPosition } from '../../replica/row-store';
import type { Place } from './todo';

type Rows = Replica['shown'];

/** A list: that of a todo's subtasks, of a section, or of a project. */
export interface ListPlace {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
}

/**
 * The list of a place, as the backend understands it: that of the parent, or else of the section, or else of the project, or
 * else the one a todo is in.
 */
export function listFor(rows: Rows, { projectId, sectionId, parentId }: Place, now: ListPlace): ListPlace {
  if (parentId) {
    const parent = rows.live(parentId);
    return { projectId: parent?.projectId ?? now.projectId, sectionId: parent?.sectionId ?? null, parentId };
  }
  if (sectionId) {
    const section = rows.get('sections', sectionId);
    return { projectId: section?.projectId ?? projectId ?? now.projectId, sectionId, parentId: null };
  }
  if (projectId && projectId !== now.projectId) return { projectId, sectionId: null, parentId: null };
  return {
    projectId: now.projectId,
    sectionId: sectionId === null || (projectId && sectionId === undefined) ? null : now.sectionId,
    parentId: parentId === null || sectionId === null || projectId ? null : now.parentId,
  };
}

/** Beside which other something goes; with neither, at the end of its list that is named. */
export interface Among {
  beforeId?: string | null;
  afterId?: string | null;
}

interface Placed {
  id: string;
  position: string;
}

/**
 * Positions between two neighbours, until the backend gives its own.
 * @param others what else is in the list @param end where they go when no neighbour is named, or the one named is not there
 */
export function positionsAmong(
  others: readonly Placed[],
  { beforeId, afterId }: Among,
  end: 'first' | 'last',
  count = 1,
): string[] {
  const sorted = others.toSorted(byPosition);
  const at = placeAmong(sorted, beforeId, afterId) ?? (end === 'first' ? 0 : sorted.length);
  const before = sorted[at - 1]?.position ?? null;
  // Two may have the same position; there is no room between them.
  const after = sorted.slice(at).find(({ position }) => before === null || position > before)?.position ?? null;
  return count === 1 ? [keyBetween(before, after, 0)] : keysBetween(before, after, count);
}

function placeAmong(sorted: readonly Placed[], beforeId?: string | null, afterId?: string | null): number | undefined {
  const anchor = sorted.findIndex(({ id }) => id === (beforeId ?? afterId));
  if (anchor === -1) return undefined;
  return beforeId ? anchor : anchor + 1;
}
