import type { components } from '@latch/contracts/latch';
import { todoFields } from '@latch/domain/todo-fields';
import { tidyLine } from '@latch/domain/tidy-line';

type Schemas = components['schemas'];

/** A todo, as the backend gives it. Version 0 is one the backend has not acknowledged yet. */
export type Todo = Schemas['Todo'];
export type TodoPage = Schemas['TodoPage'];
export type TodoFamily = Schemas['TodoFamily'];
export type Priority = 1 | 2 | 3 | 4;
/** What is changed of one todo. */
export type TodoPatch = Omit<Schemas['UpdateTodo'], 'version'>;
/** The dates that a todo can have. */
export type DateName = 'start' | 'due' | 'deadline';
/** A list, and a place in it; what is left out stays as it is. */
export type Place = Schemas['Place'];
/** A todo to be: where it is not said otherwise, it comes first in the Inbox. */
export type NewTodo = Omit<Schemas['CreateTodo'], 'id'>;

/** How many todos one request changes. */
export const BULK_LIMIT = 500;

/** @returns the todo with the changed fields; completing keeps an earlier time of completion, and nothing repeats without a date. */
export function patched<T extends Todo>(todo: T, patch: TodoPatch): T {
  const { completed, skipped: _skipped, completionId: _completionId, doneAt: _doneAt, ...fields } = patch;
  const after = { ...todo, ...fields, completedAt: completedAtAfter(todo, completed) };
  return after.due === null ? { ...after, recurrence: null } : after;
}

function completedAtAfter({ completedAt }: Todo, completed = completedAt !== null): string | null {
  return completed ? (completedAt ?? new Date().toISOString()) : null;
}

/** Why a title cannot be kept, in words, or null. */
export function titleProblem(text: string): string | null {
  const length = Array.from(tidyLine(text)).length;
  if (length === 0) return 'Give the todo a title.';
  const { most } = todoFields.title;
  return length > most ? `A title has at most ${most} characters; this one has ${length}.` : null;
}
