import { expect, it } from 'vitest';
import { RowStore } from '../../replica/row-store';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { findTodos, MOST_FOUND } from './find-todos';

function rowsOf(...todos: ReturnType<typeof aTodo>[]): RowStore {
  const rows = new RowStore();
  for (const todo of todos) rows.put('todos', { ...todo, deletedAt: null, deletedWith: null });
  return rows;
}
const found = (rows: RowStore, text: string) => findTodos(rows, text).map(({ title }) => title);

it('finds all the words, in any order, in title or notes, whatever their case and accents', () => {
  const rows = rowsOf(
    aTodo({ title: 'Call the Café' }),
    aTodo({ title: 'Coffee', notes: 'at the CAFE, or call' }),
    aTodo({ title: 'Call' }),
  );
  expect(found(rows, 'cafe call')).toEqual(['Call the Café', 'Coffee']);
  expect(found(rows, '  ')).toEqual([]);
});

it('has what is open first, and then what was changed last', () => {
  const at = (day: number) => `2026-11-${day}T09:00:00.000Z`;
  const rows = rowsOf(
    aCompletedTodo({ title: 'Fern, done', updatedAt: at(29) }),
    aTodo({ title: 'Fern, old', updatedAt: at(10) }),
    aTodo({ title: 'Fern, new', updatedAt: at(20) }),
  );
  expect(found(rows, 'fern')).toEqual(['Fern, new', 'Fern, old', 'Fern, done']);
});

it('finds nothing in Trash, and not more than can be looked through', () => {
  const todo = aTodo({ title: 'Fern' });
  const rows = rowsOf(...Array.from({ length: 30 }, () => aTodo({ title: 'Moss' })));
  rows.put('todos', { ...todo, deletedAt: '2026-11-29T09:00:00.000Z', deletedWith: todo.id });
  expect(found(rows, 'fern')).toEqual([]);
  expect(found(rows, 'moss')).toHaveLength(MOST_FOUND);
});
