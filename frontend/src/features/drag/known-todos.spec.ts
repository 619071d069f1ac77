import { afterEach, describe, expect, it, vi } from 'vitest';
import { aSubtask, aTodo } from '../../testing/todo-builder';
import { KnownTodos } from './known-todos';

afterEach(() => {
  document.body.innerHTML = '';
});

describe('KnownTodos', () => {
  const top = aTodo();
  const child = aSubtask(top);
  const grandchild = aSubtask(child);
  const other = aTodo();
  const all = [top, child, grandchild, other];
  const finder = () => vi.fn((ids: readonly string[]) => all.filter(({ id }) => ids.includes(id)));

  it('knows the way from the top of the section down to a todo', () => {
    expect(new KnownTodos(finder()).pathOf(grandchild.id)).toEqual([top.id, child.id, grandchild.id]);
    expect(new KnownTodos(finder()).pathOf('unknown')).toEqual(['unknown']);
  });

  it('looks up all that is shown at once, and each but once', () => {
    document.body.innerHTML = `<i data-todo-id="${other.id}"></i><i data-todo-id="${top.id}"></i>`;
    const find = finder();
    const known = new KnownTodos(find);
    expect(known.get(top.id)).toBe(top);
    expect(known.get(other.id)).toBe(other);
    expect(known.get('unknown')).toBeUndefined();
    expect(known.get('unknown')).toBeUndefined();
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('looks again after it was told to forget', () => {
    const find = finder();
    const known = new KnownTodos(find);
    known.get(top.id);
    known.forget();
    known.get(top.id);
    expect(find).toHaveBeenCalledTimes(2);
  });
});
