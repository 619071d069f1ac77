import type { Fields } from './fields.js';

/**
 * The plain fields of a todo: what people set one by one. Each is written down here once; see `fields.ts` for what can be
 * said of one, and docs/architecture.md ("How to add a field") for what follows from it.
 */
export const todoFields = {
  title: { kind: 'line', most: 500 },
  notes: { kind: 'text', most: 20_000, default: '' },
  completedAt: { kind: 'moment', default: null },
  priority: { kind: 'whole', least: 1, most: 4, default: 4, bulk: true },
  start: { kind: 'date', default: null, bulk: true, called: 'start date' },
  due: { kind: 'date', default: null, bulk: true, called: 'due date' },
  deadline: { kind: 'date', default: null, bulk: true },
  recurrence: { kind: 'recurrence', default: null },
  reminders: { kind: 'reminders', default: [] },
  labelIds: { kind: 'ids', most: 50, default: [] },
} as const satisfies Fields;
