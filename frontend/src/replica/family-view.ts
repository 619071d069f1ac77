import type { components } from '@latch/contracts/latch';
import type { Replica } from './replica';
import { nested } from './views';

/** A todo with those it is a part of, from the top down, and its subtasks at any depth, completed ones too. */
export function familyOf(rows: Replica['shown'], todoId: string): components['schemas']['TodoFamily'] | null {
  const todo = rows.live(todoId);
  if (!todo) return null;
  const above = [...rows.withAncestors([todoId])].slice(1).toReversed();
  return { todo, ancestors: above.flatMap((id) => rows.live(id) ?? []), subtasks: nested(rows, todoId) };
}
