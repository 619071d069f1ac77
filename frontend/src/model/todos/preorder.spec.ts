import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSubtask, aTodo } from '../../testing/todo-builder';
import { familyEnd, insertSubtree, rootsAmong, type Placement, extractSubtrees } from './preorder';
import type { Todo } from './todo';

const SECTIONS = [null, 'kitchen', 'garden'];
const shape = { rankOf: (id: string | null) => SECTIONS.indexOf(id), complete: true };
const ids = (items: readonly Todo[]) => items.map(({ id }) => id);

/** Every parent before what is in it, with nothing between that is not; sections in their order. */
function expectTree(items: readonly Todo[]): void {
  const open: Todo[] = [];
  for (const todo of items) {
    while (open.length > 0 && open.at(-1)?.id !== todo.parentId) open.pop();
    if (todo.parentId !== null) expect(open.at(-1)?.id).toBe(todo.parentId);
    if (todo.parentId !== null) expect(todo.sectionId).toBe(open.at(-1)?.sectionId);
    open.push(todo);
  }
  const ranks = items.map(({ sectionId }) => shape.rankOf(sectionId));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ids(items)).size).toBe(items.length);
}

/** A list in which each todo is nested below an earlier one, or at the top of a section. */
const trees = fc
  .array(fc.record({ above: fc.nat(), top: fc.boolean(), section: fc.nat(2) }), { maxLength: 30 })
  .map((wishes) => {
    let items: Todo[] = [];
    for (const { above, top, section } of wishes) {
      const parent = top ? undefined : items[above % Math.max(items.length, 1)];
      const todo = parent ? aSubtask(parent) : aTodo({ sectionId: SECTIONS[section] ?? null });
      items = insertSubtree(items, [todo], todo, shape);
    }
    return items;
  });

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('move' as const, 'nest' as const, 'delete' as const),
    which: fc.nat(),
    to: fc.nat(),
    before: fc.boolean(),
    section: fc.nat(2),
  }),
  { maxLength: 20 },
);
type Step = { kind: 'move' | 'nest' | 'delete'; which: number; to: number; before: boolean; section: number };

function spotOf({ kind, to, before, section }: Step, rest: readonly Todo[]): Placement {
  const other = rest[to % Math.max(rest.length, 1)];
  const { projectId } = aTodo();
  if (!other) return { projectId, sectionId: SECTIONS[section] ?? null, parentId: null };
  const { sectionId } = other;
  if (kind === 'nest') return { projectId, sectionId, parentId: other.id };
  return {
    projectId,
    sectionId,
    parentId: other.parentId,
    ...(before ? { beforeId: other.id } : { afterId: other.id }),
  };
}

describe('any moves, nestings and deletions', () => {
  it('leave a tree, lose nothing that was not deleted, and are taken back exactly', () => {
    fc.assert(
      fc.property(trees, steps, (start, all) => {
        let items: readonly Todo[] = start;
        for (const step of all) {
          const chosen = items[step.which % Math.max(items.length, 1)];
          if (!chosen) continue;
          const { rest, extracted } = extractSubtrees(items, [chosen.id]);
          const [{ family, placement } = { family: [], placement: chosen as Placement }] = extracted;
          const next = step.kind === 'delete' ? rest : insertSubtree(rest, family, spotOf(step, rest), shape);

          expectTree(next);
          expect(next.length).toBe(step.kind === 'delete' ? items.length - family.length : items.length);
          const again = extractSubtrees(next, [chosen.id]).rest;
          expect(insertSubtree(again, family, placement, shape)).toEqual(items);
          items = next;
        }
      }),
    );
  });

  it('put back many at once in their order', () => {
    fc.assert(
      fc.property(trees, fc.array(fc.nat(), { maxLength: 8 }), (items, picks) => {
        const chosen = rootsAmong(items, [
          ...new Set(picks.flatMap((at) => items[at % Math.max(items.length, 1)]?.id ?? [])),
        ]);
        const { rest, extracted } = extractSubtrees(items, chosen);
        const back = extracted.reduce<readonly Todo[]>(
          (list, { family, placement }) => insertSubtree(list, family, placement, shape),
          rest,
        );

        expectTree(rest);
        expect(back).toEqual(items);
      }),
    );
  });
});

describe('insertSubtree', () => {
  const parent = aTodo();
  const child = aSubtask(parent);
  const after = aTodo();

  it('puts a new one first in its list', () => {
    const todo = aTodo();
    expect(ids(insertSubtree([parent, child, after], [todo], todo, shape))).toEqual(ids([todo, parent, child, after]));
  });

  it('puts one behind all that is below the one before it', () => {
    const todo = aTodo();
    const placement = { ...todo, afterId: parent.id };
    expect(ids(insertSubtree([parent, child, after], [todo], placement, shape))).toEqual(
      ids([parent, child, todo, after]),
    );
  });

  it('leaves out what belongs where nothing is loaded yet', () => {
    const todo = aTodo({ sectionId: 'garden' });
    expect(ids(insertSubtree([parent], [todo], todo, { ...shape, complete: false }))).toEqual([parent.id]);
  });

  it('does not take a neighbour that went to another list for one', () => {
    const todo = aTodo();
    const placement = { ...todo, afterId: child.id };
    expect(ids(insertSubtree([parent, child, after], [todo], placement, shape))).toEqual(
      ids([todo, parent, child, after]),
    );
  });
});

it('familyEnd is behind the last of what is below, at any depth', () => {
  const parent = aTodo();
  const child = aSubtask(parent);
  const grandchild = aSubtask(child);
  expect(familyEnd([parent, child, grandchild, aTodo()], 0)).toBe(3);
});
