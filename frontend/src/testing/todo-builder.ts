import type { components } from '@latch/contracts/latch';

type Todo = components['schemas']['Todo'];

let made = 0;

/** A todo with everything in it; a test names only what matters to it. Each next one is a minute older. */
export function aTodo(overrides: Partial<Todo> = {}): Todo {
  made += 1;
  const createdAt = new Date(Date.UTC(2026, 10, 21, 9) - made * 60_000).toISOString();
  return {
    id: `0193f1c2-7b00-7c3a-9d2e-${String(made).padStart(12, '0')}`,
    title: `Todo ${made}`,
    notes: '',
    completedAt: null,
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
