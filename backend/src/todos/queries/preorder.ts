/** A todo in a tree. */
interface Node {
  id: string;
  parentId: string | null;
  position: string;
}

/**
 * Each of the roots, followed by what is below it: a parent before its subtasks, these in their order.
 * @param roots in their order @param all in no order, roots too; what is below none of the roots is left out
 */
export function inPreorder<T extends Node>(roots: T[], all: T[]): T[] {
  const below = new Map<string | null, T[]>();
  for (const node of all) {
    const siblings = below.get(node.parentId);
    if (siblings) siblings.push(node);
    else below.set(node.parentId, [node]);
  }
  const ordered: T[] = [];
  const waiting = roots.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    ordered.push(node);
    waiting.push(...(below.get(node.id) ?? []).toSorted((a, b) => byPosition(b, a)));
  }
  return ordered;
}

/** As PostgreSQL compares them: byte by byte, ties by id. */
function byPosition(a: Node, b: Node): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
