import type { Todo } from '../todo';
import { compareTodos, matchesStatus, type TodoFilters } from '../todo-filters';
import type { TodoListData } from './todo-queries';

/** @returns every todo of the list once, though a page boundary may have given it twice. */
export function todosOf(data: Pick<TodoListData, 'pages'>): Todo[] {
  const seen = new Map<string, Todo>();
  for (const page of data.pages) for (const todo of page.items) seen.set(todo.id, todo);
  return [...seen.values()];
}

/** @returns the list with `change` applied to the todo of that id; the same list when it is not in there. */
export function changeTodo(data: TodoListData, id: string, change: (todo: Todo) => Todo): TodoListData {
  return mapPages(data, (items) =>
    items.some((todo) => todo.id === id) ? items.map((todo) => (todo.id === id ? change(todo) : todo)) : items,
  );
}

/** @returns the list without those todos. */
export function removeTodos(data: TodoListData, ids: ReadonlySet<string>): TodoListData {
  return mapPages(data, (items) =>
    items.some((todo) => ids.has(todo.id)) ? items.filter((todo) => !ids.has(todo.id)) : items,
  );
}

/**
 * @returns the list with the todo in it: in its place when it is there already, even if the filter no longer takes it
 * (it leaves a moment later), and else where the order puts it, unless that is on a page not loaded yet.
 */
export function upsertTodo(data: TodoListData, todo: Todo, filters: TodoFilters): TodoListData {
  const replaced = changeTodo(data, todo.id, () => todo);
  if (replaced !== data || !matchesStatus(todo, filters.status)) return replaced;
  return insert(data, todo, filters);
}

function insert(data: TodoListData, todo: Todo, { order }: TodoFilters): TodoListData {
  const compare = compareTodos(order);
  const last = data.pages.length - 1;
  for (const [index, page] of data.pages.entries()) {
    const before = page.items.findIndex((other) => compare(todo, other) < 0);
    const ends = index === last && page.nextCursor === null;
    if (before === -1 && !ends) continue;
    const at = before === -1 ? page.items.length : before;
    return mapPages(data, (items, page) => (page === index ? items.toSpliced(at, 0, todo) : items));
  }
  return data;
}

function mapPages(data: TodoListData, change: (items: Todo[], index: number) => Todo[]): TodoListData {
  const pages = data.pages.map((page, index) => {
    const items = change(page.items, index);
    return items === page.items ? page : { ...page, items };
  });
  return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages };
}
