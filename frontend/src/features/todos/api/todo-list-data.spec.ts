import { describe, expect, it } from 'vitest';
import { aCompletedTodo, aTodo } from '../../../testing/todo-builder';
import type { Todo } from '../todo';
import type { TodoFilters } from '../todo-filters';
import { changeTodo, removeTodos, todosOf, upsertTodo } from './todo-list-data';
import type { TodoListData } from './todo-queries';

const openNewest: TodoFilters = { status: 'open', order: 'newest' };
const openOldest: TodoFilters = { status: 'open', order: 'oldest' };
const [a, b, c, d] = [aTodo(), aTodo(), aTodo(), aTodo()] as const;

function list(pages: Todo[][], more = false): TodoListData {
  return {
    pages: pages.map((items, index) => ({
      items,
      nextCursor: more || index < pages.length - 1 ? `after ${index}` : null,
    })),
    pageParams: pages.map((_, index) => (index === 0 ? null : `after ${index - 1}`)),
  };
}
const shape = (data: TodoListData) => data.pages.map((page) => page.items.map((todo) => todo.id));

describe('upsertTodo', () => {
  it('puts a new one first among the newest', () => {
    expect(shape(upsertTodo(list([[b], [c]]), a, openNewest))).toEqual([[a.id, b.id], [c.id]]);
  });

  it('puts one between its neighbours, on the page they are on', () => {
    expect(shape(upsertTodo(list([[a, b], [d]]), c, openNewest))).toEqual([
      [a.id, b.id],
      [c.id, d.id],
    ]);
  });

  it('puts the newest last among the oldest once everything is loaded', () => {
    expect(shape(upsertTodo(list([[d], [c, b]]), a, openOldest))).toEqual([[d.id], [c.id, b.id, a.id]]);
  });

  it('leaves out what belongs on a page that is not loaded', () => {
    const data = list([[d, c]], true);

    expect(upsertTodo(data, a, openOldest)).toBe(data);
  });

  it('replaces in place, also what the filter no longer takes', () => {
    const completed = aCompletedTodo({ id: b.id, createdAt: b.createdAt });

    const data = upsertTodo(list([[a, b], [c]]), completed, openNewest);

    expect(shape(data)).toEqual([[a.id, b.id], [c.id]]);
    expect(data.pages[0]?.items[1]).toBe(completed);
  });

  it('does not bring in what the filter does not take', () => {
    const data = list([[a]]);

    expect(upsertTodo(data, aCompletedTodo(), openNewest)).toBe(data);
  });

  it('fills an empty list', () => {
    expect(shape(upsertTodo(list([[]]), a, openNewest))).toEqual([[a.id]]);
  });

  it('leaves pages alone that do not change', () => {
    const data = list([[a], [c]]);

    const next = upsertTodo(data, d, openNewest);

    expect(next.pages[0]).toBe(data.pages[0]);
    expect(next.pages[1]).not.toBe(data.pages[1]);
  });
});

describe('removeTodos', () => {
  it('takes them out of every page', () => {
    expect(
      shape(
        removeTodos(
          list([
            [a, b],
            [c, d],
          ]),
          new Set([a.id, d.id]),
        ),
      ),
    ).toEqual([[b.id], [c.id]]);
  });
});

describe('changeTodo', () => {
  it('is the same list when the todo is not in it', () => {
    const data = list([[a]]);

    expect(changeTodo(data, b.id, () => b)).toBe(data);
  });
});

describe('todosOf', () => {
  it('shows a todo once that two pages gave', () => {
    expect(
      todosOf(
        list([
          [a, b],
          [b, c],
        ]),
      ).map((todo) => todo.id),
    ).toEqual([a.id, b.id, c.id]);
  });
});
