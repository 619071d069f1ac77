import { describe, expect, it } from 'vitest';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { compareTodos, defaultTodoFilters, matchesStatus, parseTodoFilters } from './todo-filters';

describe('parseTodoFilters', () => {
  it('reads what it knows', () => {
    expect(parseTodoFilters({ status: 'completed', order: 'oldest' })).toEqual({
      status: 'completed',
      order: 'oldest',
    });
  });

  it.each([{}, { status: 'done', order: 'up' }, { status: ['open'], order: { newest: 1 } }, { status: 1 }])(
    'falls back for %j',
    (search) => {
      expect(parseTodoFilters(search)).toEqual(defaultTodoFilters);
    },
  );
});

it('matchesStatus takes each todo where it belongs', () => {
  const taken = (['open', 'completed', 'all'] as const).map((status) => [
    matchesStatus(aTodo(), status),
    matchesStatus(aCompletedTodo(), status),
  ]);
  expect(taken).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ]);
});

describe('compareTodos', () => {
  const older = aTodo({ createdAt: '2026-01-01T00:00:00.000Z' });
  const newer = aTodo({ createdAt: '2026-01-02T00:00:00.000Z' });

  it('orders by creation', () => {
    expect([older, newer].toSorted(compareTodos('newest'))).toEqual([newer, older]);
    expect([newer, older].toSorted(compareTodos('oldest'))).toEqual([older, newer]);
  });

  it('orders what was made at once by id, the way the server does', () => {
    const [a, b] = [aTodo({ ...older, id: 'a' }), aTodo({ ...older, id: 'b' })];
    expect([a, b].toSorted(compareTodos('newest'))).toEqual([b, a]);
    expect([b, a].toSorted(compareTodos('oldest'))).toEqual([a, b]);
  });
});
