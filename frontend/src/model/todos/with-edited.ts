import { listOf } from '../../replica/row-store';
import type { Todo } from './todo';

/**
 * @returns the list with the todo whose title is being edited, where it was; though another device deleted or moved it: nothing
 * that is being typed goes away
 */
export function withEdited(todos: readonly Todo[], edited: Todo | undefined): readonly Todo[] {
  const now = todos.find(({ id }) => id === edited?.id);
  if (!edited || (now && listOf(now) === listOf(edited))) return todos;
  const { projectId, sectionId, parentId, position } = edited;
  const rest = todos.filter((todo) => todo !== now);
  const next = rest.findIndex((todo) => listOf(todo) === listOf(edited) && todo.position > position);
  const kept = { ...(now ?? edited), projectId, sectionId, parentId, position };
  return rest.toSpliced(next === -1 ? rest.length : next, 0, kept);
}
