import { describe, expect, it } from 'vitest';
import { aSection } from '../../testing/outline-builder';
import { aTodo } from '../../testing/todo-builder';
import type { Column } from './board-columns';
import { neighbour, stepOf } from './board-steps';

const [week, later] = [aSection({ name: 'This week' }), aSection({ name: 'Later' })];
const [a, b, c] = [aTodo({ title: 'A' }), aTodo({ title: 'B' }), aTodo({ title: 'C' })];
const [d, e] = [aTodo({ title: 'D', sectionId: later.id }), aTodo({ title: 'E', sectionId: later.id })];

function column(section: Column['section'], todos: ReturnType<typeof aTodo>[]): Column {
  const cards = todos.map((todo) => ({ todo, subtasks: 0 }));
  return {
    key: section?.id ?? 'none',
    section,
    name: section?.name ?? 'No section',
    cards,
    count: todos.length,
  };
}
const columns = [column(null, [a, b, c]), column(week, []), column(later, [d, e])];

describe('neighbour', () => {
  it('is the card above or below', () => {
    expect(neighbour(columns, b.id, 'up')).toBe(a);
    expect(neighbour(columns, b.id, 'down')).toBe(c);
    expect(neighbour(columns, c.id, 'down')).toBeUndefined();
    expect(neighbour(columns, a.id, 'up')).toBeUndefined();
  });

  it('is the card at the same height in the next column that has any', () => {
    expect(neighbour(columns, b.id, 'right')).toBe(e);
    expect(neighbour(columns, c.id, 'right')).toBe(e);
    expect(neighbour(columns, d.id, 'left')).toBe(a);
    expect(neighbour(columns, d.id, 'right')).toBeUndefined();
  });
});

describe('stepOf', () => {
  it('moves a card within its column', () => {
    expect(stepOf(columns, b, 'up')).toEqual({ place: { beforeId: a.id }, said: 'Moved above “A”.' });
    expect(stepOf(columns, b, 'down')).toEqual({ place: { afterId: c.id }, said: 'Moved below “C”.' });
  });

  it('moves a card to the next column at its height, even to one with nothing in it', () => {
    const empty = { projectId: b.projectId, sectionId: week.id, parentId: null };
    expect(stepOf(columns, b, 'right')).toEqual({ place: empty, said: 'Moved to This week, 1 from the top.' });
    const [first, , third] = columns as [Column, Column, Column];
    const beside = stepOf([first, third], b, 'right');
    expect(beside).toMatchObject({
      place: { sectionId: later.id, beforeId: e.id },
      said: 'Moved to Later, 2 from the top.',
    });
    const below = stepOf([first, third], c, 'right');
    expect(below).toMatchObject({
      place: { sectionId: later.id, afterId: e.id },
      said: 'Moved to Later, 3 from the top.',
    });
    expect(stepOf([first, third], d, 'left')).toMatchObject({ place: { sectionId: null, beforeId: a.id } });
  });

  it('says why it goes nowhere', () => {
    expect(stepOf(columns, a, 'up')).toBe('Already at the top.');
    expect(stepOf(columns, c, 'down')).toBe('Already at the bottom.');
    expect(stepOf(columns, a, 'left')).toBe('Already in the first column.');
    expect(stepOf(columns, d, 'right')).toBe('Already in the last column.');
    expect(stepOf(columns, aTodo(), 'up')).toBe('This todo is no longer on the board.');
  });
});
