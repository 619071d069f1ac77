import type { components } from '@latch/contracts/latch';

/** A todo, as the backend gives it. Version 0 is one the backend has not acknowledged yet. */
export type Todo = components['schemas']['Todo'];
export type TodoPage = components['schemas']['TodoPage'];
export type TodoCounts = components['schemas']['TodoCounts'];
export type TodoPatch = components['schemas']['UpdateTodo'];

/** Limits of the contract, in Unicode code points. */
export const TITLE_LIMIT = 500;
export const NOTES_LIMIT = 20_000;

/** @returns the todo with the changed fields; completing keeps an earlier time of completion. */
export function patched(todo: Todo, patch: TodoPatch, now = new Date()): Todo {
  return {
    ...todo,
    title: patch.title ?? todo.title,
    notes: patch.notes ?? todo.notes,
    completedAt: completedAtAfter(todo, patch.completed, now),
  };
}

function completedAtAfter(todo: Todo, completed: boolean | undefined, now: Date): string | null {
  if (completed === undefined) return todo.completedAt;
  return completed ? (todo.completedAt ?? now.toISOString()) : null;
}

/** @returns the value each field of the patch had in `todo`: the patch that undoes it. */
export function inverse(todo: Todo, patch: TodoPatch): TodoPatch {
  return {
    ...(patch.title === undefined ? {} : { title: todo.title }),
    ...(patch.notes === undefined ? {} : { notes: todo.notes }),
    ...(patch.completed === undefined ? {} : { completed: todo.completedAt !== null }),
  };
}

/** A title as it is kept: one line, trimmed. Pasted lines become words next to each other. */
export function tidyTitle(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();
}

/** Why a title cannot be kept, in words, or null. */
export function titleProblem(text: string): string | null {
  const length = Array.from(tidyTitle(text)).length;
  if (length === 0) return 'Give the todo a title.';
  return length > TITLE_LIMIT ? `A title has at most ${TITLE_LIMIT} characters; this one has ${length}.` : null;
}

/** Why notes cannot be kept, in words, or null. */
export function notesProblem(text: string): string | null {
  const length = Array.from(text).length;
  return length > NOTES_LIMIT ? `Notes have at most ${NOTES_LIMIT} characters; these have ${length}.` : null;
}

/** @returns the patch that makes `before` into `after`, or null when they say the same. */
export function changesBetween(before: Todo, after: { title: string; notes: string }): TodoPatch | null {
  const patch = {
    ...(after.title === before.title ? {} : { title: after.title }),
    ...(after.notes === before.notes ? {} : { notes: after.notes }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
