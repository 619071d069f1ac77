import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePlace } from '../../model/todos/move-todos';
import type { Todo } from '../../model/todos/todo';
import { RowStore } from '../../replica/row-store';
import { todosInProject } from '../../replica/views';
import { aSection } from '../../testing/outline-builder';
import { aPosition, aTodo } from '../../testing/todo-builder';
import { dropAt, type Drop, type Line, type Zone } from './drop-geometry';

const PROJECT = 'home';
const ROW = 40;
const SECTIONS = [null, 'this-week', 'later'];

type Placed = Pick<Todo, 'id' | 'projectId' | 'sectionId' | 'parentId'>;

/** Todos with the depths wanted, each no deeper than below the one before it. */
function todosOf(sectionId: string | null, depths: readonly number[]): Placed[] {
  const path: string[] = [];
  return depths.map((wanted, index) => {
    const id = `${sectionId ?? 'none'}-${index}`;
    const depth = Math.min(wanted, path.length);
    path.splice(depth, path.length, id);
    return { id, projectId: PROJECT, sectionId, parentId: path[depth - 1] ?? null };
  });
}

/** A project as it stands on the screen, one line below the other. */
function zoneOf(todos: readonly Placed[], headings: boolean, deepest = 4): Zone {
  const paths = new Map<string, string[]>();
  const lines: Line[] = [];
  const add = (
    line: { kind: 'todo'; path: string[]; sectionId: string | null } | { kind: 'heading'; sectionId: string },
  ) => lines.push({ ...line, top: lines.length * ROW, bottom: (lines.length + 1) * ROW });
  for (const sectionId of headings ? SECTIONS : [null]) {
    if (sectionId !== null) add({ kind: 'heading', sectionId });
    for (const { id, parentId } of todos.filter((todo) => todo.sectionId === sectionId)) {
      const path = [...(parentId === null ? [] : (paths.get(parentId) as string[])), id];
      paths.set(id, path);
      add({ kind: 'todo', path, sectionId });
    }
  }
  return { projectId: PROJECT, sectionId: null, lines, deepest, top: 0 };
}

function rowsOf(todos: readonly Placed[]): RowStore {
  const rows = new RowStore();
  const live = { deletedAt: null, deletedWith: null };
  for (const [index, id] of SECTIONS.entries()) {
    const section = aSection({ projectId: PROJECT, position: aPosition(index) });
    if (id !== null) rows.put('sections', { ...section, id, ...live });
  }
  for (const [index, todo] of todos.entries()) {
    rows.put('todos', { ...aTodo({ ...todo, position: aPosition(index) }), ...live });
  }
  return rows;
}

/** The list after the drop, as the replica makes it. */
function after(todos: readonly Placed[], moved: Placed, { place }: Drop): Placed[] {
  const rows = rowsOf(todos);
  writePlace(rows, [moved.id], place, moved);
  return todosInProject(rows, PROJECT);
}

const depths = fc.array(fc.nat({ max: 5 }), { minLength: 0, maxLength: 8 });
const scenes = fc
  .tuple(
    fc.tuple(depths, depths, depths),
    fc.nat(),
    fc.integer({ min: -50, max: 1200 }),
    fc.integer({ min: -2, max: 8 }),
  )
  .map(([parts, pick, y, wantedDepth]) => {
    const todos = parts.flatMap((part, index) => todosOf(SECTIONS[index] ?? null, part));
    return { todos, moved: todos[pick % Math.max(1, todos.length)], y, wantedDepth };
  })
  .filter((scene): scene is typeof scene & { moved: Placed } => scene.moved !== undefined);

function familyOf(todos: readonly Placed[], id: string): Set<string> {
  return rowsOf(todos).withSubtasks([id]);
}

/** Lines that stay, above the height. */
function linesAbove(zone: Zone, y: number, moving: ReadonlySet<string>): Line[] {
  const rest = zone.lines.filter((line) => line.kind === 'heading' || !line.path.some((id) => moving.has(id)));
  const at = rest.findIndex(({ top, bottom }) => y < (top + bottom) / 2);
  return at === -1 ? rest : rest.slice(0, at);
}

describe('dropAt', () => {
  it('puts a todo exactly between the two lines it is held over, whatever the list looks like', () => {
    fc.assert(
      fc.property(scenes, ({ todos, moved, y, wantedDepth }) => {
        const zone = zoneOf(todos, true);
        const moving = new Set([moved.id]);
        const next = after(todos, moved, dropAt(zone, y, wantedDepth, moving));
        const above = linesAbove(zone, y, moving).filter((line) => line.kind === 'todo').length;
        expect(next.findIndex(({ id }) => id === moved.id)).toBe(above);
        expect(next).toHaveLength(todos.length);
      }),
    );
  });

  it('leaves it in the section that the line above it is in', () => {
    fc.assert(
      fc.property(scenes, ({ todos, moved, y, wantedDepth }) => {
        const zone = zoneOf(todos, true);
        const { place } = dropAt(zone, y, wantedDepth, new Set([moved.id]));
        const above = linesAbove(zone, y, new Set([moved.id])).at(-1);
        expect(place.sectionId).toBe(above?.sectionId ?? null);
        const parent = todos.find(({ id }) => id === place.parentId);
        if (parent) expect(parent.sectionId).toBe(place.sectionId);
      }),
    );
  });

  it('never puts a todo below itself', () => {
    fc.assert(
      fc.property(scenes, ({ todos, moved, y, wantedDepth }) => {
        const { place } = dropAt(zoneOf(todos, true), y, wantedDepth, new Set([moved.id]));
        const family = familyOf(todos, moved.id);
        for (const id of [place.parentId, place.beforeId, place.afterId]) expect(family.has(id ?? '')).toBe(false);
      }),
    );
  });

  it('takes the depth that was wanted, or the nearest that there is between those two lines', () => {
    fc.assert(
      fc.property(scenes, ({ todos, moved, y, wantedDepth }) => {
        const zone = zoneOf(todos, true);
        const moving = new Set([moved.id]);
        const { depth } = dropAt(zone, y, wantedDepth, moving);
        const possible = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((wanted) => dropAt(zone, y, wanted, moving).depth);
        const distance = (other: number) => Math.abs(other - wantedDepth);
        expect(distance(depth)).toBe(Math.min(...possible.map(distance)));
        const next = after(todos, moved, dropAt(zone, y, wantedDepth, moving));
        const paths = new Map<string, number>();
        for (const { id, parentId } of next) paths.set(id, parentId === null ? 0 : (paths.get(parentId) as number) + 1);
        expect(paths.get(moved.id)).toBe(depth);
      }),
    );
  });

  it('knows when nothing would change, and only then', () => {
    fc.assert(
      fc.property(scenes, ({ todos, moved, y, wantedDepth }) => {
        const drop = dropAt(zoneOf(todos, true), y, wantedDepth, new Set([moved.id]));
        const same = (list: readonly Placed[]) => list.map(({ id, parentId, sectionId }) => [id, parentId, sectionId]);
        const next = after(todos, moved, drop);
        expect(drop.stays).toBe(JSON.stringify(same(next)) === JSON.stringify(same(todos)));
      }),
    );
  });

  it('goes deeper only where the list is indented', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.integer({ min: -50, max: 500 }), fc.nat({ max: 4 }), (count, y, wanted) => {
        const cards = todosOf(
          null,
          Array.from({ length: count }, () => 0),
        );
        const { depth, place } = dropAt(zoneOf(cards, false, 0), y, wanted, new Set(['elsewhere']));
        expect([depth, place.parentId]).toEqual([0, null]);
      }),
    );
  });

  it('never goes deeper than is shown, unless both neighbours are', () => {
    const todos = todosOf(null, [0, 1, 2, 3, 4, 0]);
    const zone = zoneOf(todos, false);
    expect(dropAt(zone, 5 * ROW, 9, new Set()).depth).toBe(4);
    const deep = zoneOf(todosOf(null, [0, 1, 2, 3, 4, 5, 5]), false);
    expect(dropAt(deep, 6 * ROW, 9, new Set()).depth).toBe(5);
  });

  it('takes what is dropped on an empty column', () => {
    const zone: Zone = { projectId: PROJECT, sectionId: 'later', lines: [], deepest: 0, top: 120 };
    const place = { projectId: PROJECT, sectionId: 'later', parentId: null };
    expect(dropAt(zone, 300, 0, new Set())).toEqual({
      place,
      kind: 'first',
      anchorId: null,
      depth: 0,
      y: 120,
      stays: false,
    });
  });

  it('names the todo it goes below, into, or above', () => {
    const zone = zoneOf(todosOf(null, [0, 0]), false);
    expect(dropAt(zone, 30, 0, new Set())).toMatchObject({ kind: 'after', anchorId: 'none-0', y: ROW });
    expect(dropAt(zone, 30, 1, new Set())).toMatchObject({ kind: 'inside', anchorId: 'none-0', depth: 1 });
    expect(dropAt(zone, 10, 0, new Set())).toMatchObject({ kind: 'before', anchorId: 'none-0', y: 0 });
  });

  it('gathers several, even where one of them stands already', () => {
    const zone = zoneOf(todosOf(null, [0, 0, 0]), false);
    expect(dropAt(zone, 30, 0, new Set(['none-1', 'none-2'])).stays).toBe(false);
    expect(dropAt(zone, 30, 0, new Set(['none-1'])).stays).toBe(true);
  });
});
