import type { Todo } from '../../../model/todos/todo';
import { quote } from '../../../shared/ui/quote';

/** Todos in a sentence: by its title when there is one, else how many. */
export function countOf(todos: readonly Pick<Todo, 'title'>[]): string {
  const [first] = todos;
  return todos.length === 1 && first ? quote(first.title) : `${todos.length} todos`;
}
