import { expect, it, vi } from 'vitest';
import { LIVE } from '../../replica/replica';
import { RowStore } from '../../replica/row-store';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { findByTitle } from './find-by-title';

const todos = [
  aCompletedTodo({ title: 'Call the café' }),
  aTodo({ title: 'Call the bank', updatedAt: '2026-11-20T10:00:00.000Z' }),
  aTodo({ title: 'Call Ada', updatedAt: '2026-11-21T10:00:00.000Z' }),
  aTodo({ title: 'Order tiles', notes: 'Call first' }),
];
const rows = new RowStore();
for (const todo of todos) rows.put('todos', { ...todo, ...LIVE });
rows.put('todos', { ...aTodo({ title: 'Call nobody' }), ...LIVE, deletedAt: '2026-11-21T10:00:00.000Z' });
const titles = (typed: string) => findByTitle(rows, typed).map(({ title }) => title);

it('finds by words of the title alone, open todos first and then the latest', () => {
  expect(titles('cal')).toEqual(['Call Ada', 'Call the bank', 'Call the café']);
  expect(titles('cafe')).toEqual(['Call the café']);
  expect(titles('clal')).toEqual([]);
  expect(titles(' ')).toHaveLength(4);
});

it('does not go through all todos at each key', () => {
  titles('c');
  const all = vi.spyOn(rows, 'all');
  titles('ca');
  expect(all).not.toHaveBeenCalledWith('todos');
});
