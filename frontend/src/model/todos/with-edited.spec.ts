import { expect, it } from 'vitest';
import { aPosition, aTodo } from '../../testing/todo-builder';
import { withEdited } from './with-edited';

const [a, b, c] = ['A', 'B', 'C'].map((title, n) => aTodo({ title, position: aPosition(n) })) as [Todo, Todo, Todo];
type Todo = ReturnType<typeof aTodo>;
const titles = (todos: readonly Todo[]) => todos.map(({ title }) => title);

it('leaves a list as it is where nothing is edited, or that is in its place', () => {
  const todos = [a, b, c];
  expect(withEdited(todos, undefined)).toBe(todos);
  expect(withEdited(todos, b)).toBe(todos);
});

it('keeps what is edited in its place when another device deletes it', () => {
  expect(titles(withEdited([a, c], b))).toEqual(['A', 'B', 'C']);
  expect(titles(withEdited([a, b], c))).toEqual(['A', 'B', 'C']);
});

it('keeps it there when another device moves it, with what else changed of it', () => {
  const moved = { ...b, sectionId: 'later', position: aPosition(9), priority: 1 as const };
  const shown = withEdited([a, c, moved], b);
  expect(titles(shown)).toEqual(['A', 'B', 'C']);
  expect(shown[1]).toMatchObject({ sectionId: null, priority: 1 });
});
