import type { Board, Todo, TodoFamily } from './todo';
import type { TodoListData } from './todo-queries';

/** @returns every todo of the list once, though a page boundary may have given it twice. */
export function todosOf(data: Pick<TodoListData, 'pages'>): Todo[] {
  const seen = new Map<string, Todo>();
  for (const page of data.pages) for (const todo of page.items) seen.set(todo.id, todo);
  return [...seen.values()];
}

/** @returns the list with other items on its pages, each page as long as before and the last one taking the rest. */
export function withTodos(data: TodoListData, items: readonly Todo[]): TodoListData {
  let from = 0;
  const last = data.pages.length - 1;
  const pages = data.pages.map((page, index) => {
    const to = index === last ? items.length : from + page.items.length;
    const mine = items.slice(from, to);
    from = to;
    const same = mine.length === page.items.length && mine.every((todo, at) => todo === page.items[at]);
    return same ? page : { ...page, items: mine };
  });
  return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages };
}

/** Whether everything of the list is loaded. */
export function isComplete(data: TodoListData): boolean {
  return data.pages.at(-1)?.nextCursor === null;
}

/** @returns the board with other todos, each in the column of its section. */
export function withCards(board: Board, items: readonly Todo[]): Board {
  const columns = board.columns.map((column) => {
    return { ...column, items: items.filter((todo) => todo.sectionId === column.sectionId) };
  });
  return { columns };
}

/** @returns the family with other members. @param items the todo itself and its subtasks, each below its parent */
export function withMembers(family: TodoFamily, items: readonly Todo[], ancestors: readonly Todo[]): TodoFamily {
  const todo = items.find(({ id }) => id === family.todo.id) ?? family.todo;
  return { todo, ancestors: [...ancestors], subtasks: items.filter((other) => other !== todo) };
}
