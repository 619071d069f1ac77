import { completedTodos, todosWithLabel } from '../../replica/flat-views';
import type { ListView } from './use-shown-todos';

/** What is completed, the last one first. */
export const completedView: ListView = { key: 'completed', read: completedTodos, completed: true };

/** The open todos with a label, the newest first. */
export function labelView(labelId: string): ListView {
  return { key: `label ${labelId}`, read: (rows) => todosWithLabel(rows, labelId) };
}
