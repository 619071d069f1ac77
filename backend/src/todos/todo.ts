import type { components } from '@latch/contracts/latch';

export type TodoResponse = components['schemas']['Todo'];
export type ExportedTodo = components['schemas']['ExportedTodo'];

/** What of a todo can be changed, as its row has it. */
export interface TodoFields {
  title: string;
  notes: string;
  completedAt: string | null;
  priority: number;
  /** A day, such as `2026-11-21`. */
  due: string | null;
  /** Sorted; labels in Trash are left out. */
  labelIds: string[];
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  position: string;
}

/** A row of `todos` with its labels. It never leaves the service; `toTodoResponse` says what does. */
export interface Todo extends TodoFields {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** One that is about to be changed. */
export interface StoredTodo extends Todo {
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  /** The open todo directly before it in its list; null when it is the first. */
  afterId: string | null;
}

/** What the world sees of a todo. */
export function toTodoResponse(todo: Todo): TodoResponse {
  const { id, title, notes, completedAt, priority, due, projectId, sectionId, parentId, position } = todo;
  return {
    id,
    title,
    notes,
    completedAt,
    priority,
    due,
    projectId,
    sectionId,
    parentId,
    position,
    labelIds: todo.labelIds,
    version: todo.version,
    createdAt: todo.createdAt,
    updatedAt: todo.updatedAt,
  };
}

/** What its owner takes along of a todo. */
export function toExportedTodo(todo: Todo & { deletedAt: string | null }): ExportedTodo {
  return { ...toTodoResponse(todo), deletedAt: todo.deletedAt };
}
