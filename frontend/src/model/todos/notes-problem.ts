import { todoFields } from '@latch/domain/todo-fields';

/** Why notes cannot be kept, in words, or null. */
export function notesProblem(text: string): string | null {
  const { most } = todoFields.notes;
  const length = Array.from(text).length;
  return length > most ? `Notes have at most ${most} characters; these have ${length}.` : null;
}
