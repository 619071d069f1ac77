import type { Todo } from './todo';
import { compareTodos, type TodoFilters } from './todo-filters';

/** @returns the list with the todo being edited in it, though it may be gone elsewhere: nobody's text goes with it. */
export function withEdited(todos: Todo[], edited: Todo | undefined, { order }: TodoFilters): Todo[] {
  if (!edited || todos.some((todo) => todo.id === edited.id)) return todos;
  const compare = compareTodos(order);
  const before = todos.findIndex((todo) => compare(edited, todo) < 0);
  return todos.toSpliced(before === -1 ? todos.length : before, 0, edited);
}
