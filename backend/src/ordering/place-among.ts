import { ValidationFailedError } from '@latch/server-kit/http-errors';
import { LONGEST_KEY, evenKeys, keyBetween } from '@latch/domain/order-key';

/** One of a list, in its order. */
export interface Standing {
  id: string;
  position: string;
}

/** Next to what something is to stand; neither for the end. */
export interface Anchor {
  beforeId?: string | null;
  afterId?: string | null;
}

/** Where something stood. */
export interface FormerPlace {
  position: string;
  afterId: string | null;
}

export interface FoundPlace {
  position: string;
  /** What stands directly before it; null when it is the first. */
  afterId: string | null;
  /** New positions of the whole list, when there was no room left between two of it. */
  rebalanced: Standing[];
}

/**
 * Finds a place in a list.
 * @param siblings in their order, without what is placed
 * @param kind what they are, for the sentence of a refusal
 * @throws {ValidationFailedError} when the anchor is not in the list, or there are two
 */
export function placeAmong(siblings: Standing[], { beforeId, afterId }: Anchor, kind: string): FoundPlace {
  if (beforeId && afterId) throw new ValidationFailedError({ afterId: ['Send either beforeId or afterId.'] });
  const field = beforeId ? 'beforeId' : 'afterId';
  const anchor = beforeId ?? afterId;
  if (!anchor) return placeAt(siblings, siblings.length);
  const index = siblings.findIndex(({ id }) => id === anchor);
  if (index < 0) throw new ValidationFailedError({ [field]: [`This ${kind} is not there.`] });
  return placeAt(siblings, beforeId ? index : index + 1);
}

/** @param index how many stand before it */
export function placeAt(siblings: Standing[], index: number): FoundPlace {
  const [before, after] = [siblings[index - 1], siblings[index]];
  const afterId = before?.id ?? null;
  if (!before || !after || before.position < after.position) {
    const position = keyBetween(before?.position ?? null, after?.position ?? null);
    if (position.length <= LONGEST_KEY) return { position, afterId, rebalanced: [] };
  }
  const keys = evenKeys(siblings.length + 1);
  const [position] = keys.splice(index, 1);
  const rebalanced = siblings.map(({ id }, n) => ({ id, position: keys[n]! }));
  return { position: position!, afterId, rebalanced };
}

/**
 * The place that something had, for putting it back: the very position while it still means the same, else behind what
 * it stood behind, else by its position.
 */
export function formerPlace(siblings: Standing[], former: FormerPlace): FoundPlace {
  const index = siblings.filter(({ position }) => position < former.position).length;
  const isFree = siblings[index]?.position !== former.position;
  const before = siblings[index - 1]?.id ?? null;
  if (isFree && before === former.afterId) return { position: former.position, afterId: before, rebalanced: [] };
  const anchor = siblings.findIndex(({ id }) => id === former.afterId);
  if (anchor >= 0) return placeAt(siblings, anchor + 1);
  return isFree ? { position: former.position, afterId: before, rebalanced: [] } : placeAt(siblings, index);
}

/** What stands directly before it in its list; null when it is the first. */
export function standsAfter(siblings: { id: string }[], id: string): string | null {
  return siblings[siblings.findIndex((sibling) => sibling.id === id) - 1]?.id ?? null;
}
