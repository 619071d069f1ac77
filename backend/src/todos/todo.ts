import type { components } from '@latch/contracts/latch';
import { type Values, namesOf, pick } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';

export type TodoResponse = components['schemas']['Todo'];
export type SyncedTodo = components['schemas']['SyncedTodo'];
export type ExportedTodo = components['schemas']['ExportedTodo'];

/** Where a todo stands in its list. */
export interface TodoPlace {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  position: string;
}

/** What of a todo can be changed, as its row has it. Labels in Trash are left out. */
export interface TodoFields extends Values<typeof todoFields>, TodoPlace {}

export const PLACE_NAMES = ['projectId', 'sectionId', 'parentId', 'position'] as const satisfies (keyof TodoPlace)[];

/** A row of `todos` with its labels. It never leaves the service; `toTodoResponse` says what does. */
export interface Todo extends TodoFields {
  id: string;
  /** The todo that repeats of which it is a completion. */
  completionOf: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** One that may be in Trash, with labels that may be there too. */
export interface TodoInTrash extends Todo {
  deletedAt: string | null;
  /** What it went to Trash with; its own id when it went by itself. */
  deletedWith: string | null;
}

/** One that is about to be changed. */
export interface StoredTodo extends Todo {
  fieldVersions: Record<string, number>;
  deletedAt: string | null;
  /** The open todo directly before it in its list; null when it is the first. */
  afterId: string | null;
}

const ANSWERED = [
  'id',
  ...namesOf(todoFields),
  'completionOf',
  ...PLACE_NAMES,
  'version',
  'createdAt',
  'updatedAt',
] as const;

/** What the world sees of a todo. */
export function toTodoResponse(todo: Todo): TodoResponse {
  return pick(todo, ANSWERED);
}

/** What a copy on a device has of a todo. */
export function toSyncedTodo(todo: TodoInTrash): SyncedTodo {
  return pick(todo, [...ANSWERED, 'deletedAt', 'deletedWith']);
}

/** What its owner takes along of a todo. */
export function toExportedTodo(todo: Todo & { deletedAt: string | null }): ExportedTodo {
  return { ...toTodoResponse(todo), deletedAt: todo.deletedAt };
}
