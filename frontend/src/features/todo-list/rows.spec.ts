import { describe, expect, it } from 'vitest';
import { aSection } from '../../testing/outline-builder';
import { aCompletedTodo, aSubtask, aTodo } from '../../testing/todo-builder';
import { flatRows } from './flat-rows';
import { projectRows, type Row, todosIn } from './rows';

const NONE = new Set<string>();
const kitchen = { ...aSection({ name: 'Kitchen' }), openCount: 1 };
const garden = { ...aSection({ name: 'Garden' }), openCount: 0 };
const parent = aTodo();
const child = aSubtask(parent);
const grandchild = aSubtask(child);
const oven = aTodo({ sectionId: kitchen.id });
const shape = (rows: readonly Row[]) => rows.map((row) => (row.kind === 'todo' ? [row.key, row.depth] : row.key));

describe('projectRows', () => {
  it('nests, and puts each section below its heading', () => {
    const rows = projectRows([parent, child, grandchild, oven], [kitchen, garden], NONE);
    const below = [
      [parent.id, 0],
      [child.id, 1],
      [grandchild.id, 2],
    ];
    expect(shape(rows)).toEqual([...below, kitchen.id, [oven.id, 0], garden.id]);
    expect(rows.flatMap((row) => (row.kind === 'todo' ? row.number : []))).toEqual([1, 2, 3, 4]);
  });

  it('hides all that is below what is folded up', () => {
    const rows = projectRows([parent, child, grandchild, oven], [kitchen], new Set([parent.id, kitchen.id]));
    expect(shape(rows)).toEqual([[parent.id, 0], kitchen.id]);
    expect(rows[0]).toMatchObject({ subtasks: 1, folded: true });
    expect(rows[1]).toMatchObject({ section: kitchen, folded: true });
  });

  it('loses no todo whose section is not known yet', () => {
    const stray = aTodo({ sectionId: 'unknown' });
    expect(todosIn(projectRows([parent, stray], [kitchen], NONE))).toEqual([parent, stray]);
  });
});

describe('flatRows', () => {
  it('puts a heading above each day', () => {
    const [first, second] = [new Date(2026, 10, 20, 14).toISOString(), new Date(2026, 10, 19, 9).toISOString()];
    const done = [first, first, second].map((completedAt) => aCompletedTodo({ completedAt }));
    const keys = flatRows(done, true).map(({ key }) => key);
    expect(keys).toEqual(['2026-11-20', done[0]?.id, done[1]?.id, '2026-11-19', done[2]?.id]);
  });
});
