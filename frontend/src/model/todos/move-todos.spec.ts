import { expect, it } from 'vitest';
import { RowStore } from '../../replica/row-store';
import { familyOf } from '../../replica/family-view';
import { todosInProject } from '../../replica/views';
import { aPosition, aTodo, INBOX_ID } from '../../testing/todo-builder';
import { writePlace } from './move-todos';

it('makes no circle of what another device put below it meanwhile', () => {
  const rows = new RowStore();
  const live = { deletedAt: null, deletedWith: null };
  const [a, b] = ['A', 'B'].map((title, n) => ({ ...aTodo({ title, position: aPosition(n) }), ...live }));
  if (!a || !b) throw new Error('There are two.');
  rows.put('todos', a);
  rows.put('todos', { ...b, parentId: a.id });

  writePlace(rows, [a.id], { parentId: b.id }, a);

  expect(todosInProject(rows, INBOX_ID).map(({ title }) => title)).toEqual(['A', 'B']);
  expect(familyOf(rows, a.id)?.subtasks.map(({ title }) => title)).toEqual(['B']);
});
