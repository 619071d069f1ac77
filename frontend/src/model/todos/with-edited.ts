import { listOf } from '../../replica/row-store';
import type { Todo } from './todo';

/**
 * @returns the list with the todo whose title is being edited, where it was; though another device deleted or moved it: nothing
 * that is being typed goes away
 */
export function withEdited(todos: readonly Todo[], edited: Todo | undefined): readonly Todo[] {
  if (!edited || todos.some(({ id }) => id === edited.id)) return todos;
  const next = todos.findIndex((todo) => listOf(todo) === listOf(edited) && todo.position > edited.position);
  return next === -1 ? [...todos, edited] : todos.toSpliced(next, 0, edited);
}
