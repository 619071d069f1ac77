import { digestOf } from '../common/digest.js';
import type { CreateTodoDto } from './dto/create-todo.dto.js';

/**
 * Of all that a todo is created with. What is left out counts as its default, and a todo of title and notes alone has the
 * digest it had before there was more to a todo.
 */
export function todoDigest(todo: CreateTodoDto): Buffer {
  const { title, notes = '', priority = 4, due = null, labelIds = [] } = todo;
  const place = [todo.projectId, todo.sectionId, todo.parentId, todo.beforeId, todo.afterId].map((id) => id ?? null);
  const more = { priority, due, labelIds, place };
  const isPlain = priority === 4 && due === null && labelIds.length === 0 && place.every((id) => id === null);
  return isPlain ? digestOf(title, notes) : digestOf(title, notes, more);
}
