import type { components } from '@latch/contracts/latch';
import { withDefaults } from '@latch/domain/fields';
import { todoFields } from '@latch/domain/todo-fields';

type Todo = components['schemas']['Todo'];

let made = 0;

/** An id that is a UUID; each next one is greater. */
export function anId(): string {
  made += 1;
  return `0193f1c2-7b00-7c3a-9d2e-${String(made).padStart(12, '0')}`;
}

/** ISO 8601; each thing is older than the one made before it. */
export function aMoment(): string {
  return new Date(Date.UTC(2026, 10, 21, 9) - made * 60_000).toISOString();
}

/** Behind those of lower numbers. */
export function aPosition(number: number): string {
  return `e${String(number).padStart(5, '0')}`;
}

/** The Inbox of every test. */
export const INBOX_ID = '0193f1c2-7b00-7c3a-9d2e-00000000aaaa';

/** A todo with everything in it; a test names only what matters to it. It is in the Inbox, behind those made before it. */
export function aTodo(overrides: Partial<Todo> = {}): Todo {
  const id = anId();
  const createdAt = aMoment();
  return {
    id,
    ...withDefaults(todoFields, { title: `Todo ${made}` }),
    completionOf: null,
    projectId: INBOX_ID,
    sectionId: null,
    parentId: null,
    position: aPosition(made),
    version: 1,
    createdAt,
    updatedAt: createdAt,
    ...overrides,
  };
}

/** A completed one. */
export function aCompletedTodo(overrides: Partial<Todo> = {}): Todo {
  return aTodo({ completedAt: '2026-11-20T14:02:00.000Z', version: 2, ...overrides });
}

/** A part of another todo, in the same list as that. */
export function aSubtask(parent: Todo, overrides: Partial<Todo> = {}): Todo {
  const { projectId, sectionId, id: parentId } = parent;
  return aTodo({ projectId, sectionId, parentId, ...overrides });
}
