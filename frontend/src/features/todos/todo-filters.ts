import type { Todo } from './todo';

const STATUSES = ['open', 'completed', 'all'] as const;
const ORDERS = ['newest', 'oldest'] as const;

export type TodoStatus = (typeof STATUSES)[number];
export type TodoOrder = (typeof ORDERS)[number];

/** Which todos are shown and in what order; lives in the URL. */
export interface TodoFilters {
  status: TodoStatus;
  order: TodoOrder;
}

export const defaultTodoFilters: TodoFilters = { status: 'open', order: 'newest' };

/** Reads the filters out of a URL's search; whatever it does not know becomes the default. */
export function parseTodoFilters(search: Record<string, unknown>): TodoFilters {
  return {
    status: STATUSES.find((status) => status === search['status']) ?? defaultTodoFilters.status,
    order: ORDERS.find((order) => order === search['order']) ?? defaultTodoFilters.order,
  };
}

/** Whether a todo belongs in a list of that status. */
export function matchesStatus(todo: Todo, status: TodoStatus): boolean {
  return status === 'all' || (status === 'completed') === (todo.completedAt !== null);
}

/** The backend's order: time of creation, then id. */
export function compareTodos(order: TodoOrder): (a: Todo, b: Todo) => number {
  const direction = order === 'oldest' ? 1 : -1;
  return (a, b) => direction * (compareText(a.createdAt, b.createdAt) || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
