import type { components } from '@latch/contracts/latch';
import type { Todo } from './todo.entity.js';

export type TodoResponse = components['schemas']['Todo'];

/** What the world sees of a todo. */
export function toTodoResponse(todo: Todo): TodoResponse {
  return {
    id: todo.id,
    title: todo.title,
    notes: todo.notes,
    completedAt: todo.completedAt?.toISOString() ?? null,
    version: todo.version,
    createdAt: todo.createdAt.toISOString(),
    updatedAt: todo.updatedAt.toISOString(),
  };
}
