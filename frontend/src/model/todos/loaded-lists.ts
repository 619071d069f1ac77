import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { type Outline, projectIdOf, sectionsOf } from '../outline/outline';
import { outlineQueries } from '../outline/outline-queries';
import { isComplete, todosOf, withCards, withMembers, withTodos } from './list-data';
import type { ListShape, Placement } from './preorder';
import type { Board, Todo, TodoFamily } from './todo';
import { type TodoListData, todoQueries, type TodoView } from './todo-queries';

/** One loaded list, however its query keeps it: todos in order, each below its parent. */
export interface LoadedList extends ListShape {
  key: QueryKey;
  items: readonly Todo[];
  /** Whether a todo at that place is in this list, and in the order of places. */
  takes(placement: Placement): boolean;
  /** The label this list is of, the newest first. */
  labelId?: string | undefined;
  /** The todo this list is the family of; it stays at its head wherever it moves. */
  head?: string;
  set(items: readonly Todo[]): void;
}

/** Every list, board and family of a person that was loaded. */
export function loadedLists(client: QueryClient, userId: string): LoadedList[] {
  const outline = client.getQueryData(outlineQueries.outline(userId).queryKey);
  const lists = client.getQueriesData<TodoListData>({ queryKey: todoQueries.lists(userId) });
  const boards = client.getQueriesData<Board>({ queryKey: todoQueries.boards(userId) });
  const families = client.getQueriesData<TodoFamily>({ queryKey: todoQueries.families(userId) });
  const keep = (key: QueryKey) => (data: unknown) => client.setQueryData(key, data);
  return [
    ...loaded(lists).map(([key, data]) => ({ key, ...listOfView(data, key.at(-1) as TodoView, outline, keep(key)) })),
    ...loaded(boards).map(([key, data]) => ({ key, ...listOfBoard(data, key.at(-1) as string, outline, keep(key)) })),
    ...loaded(families).map(([key, data]) => ({ key, ...listOfFamily(data, keep(key)) })),
  ];
}

function loaded<Data>(entries: [QueryKey, Data | undefined][]): [QueryKey, Data][] {
  return entries.filter((entry): entry is [QueryKey, Data] => entry[1] !== undefined);
}

type Write = (data: unknown) => void;
type Unkeyed = Omit<LoadedList, 'key'>;

function rankIn(outline: Outline | undefined, projectId: string): ListShape['rankOf'] {
  const ranks = new Map(sectionsOf(outline, projectId).map(({ id }, index) => [id, index]));
  return (sectionId) => (sectionId === null ? -1 : (ranks.get(sectionId) ?? ranks.size));
}

function listOfView(data: TodoListData, view: TodoView, outline: Outline | undefined, write: Write): Unkeyed {
  const projectId = view.kind === 'project' ? projectIdOf(outline, view.projectId) : undefined;
  const sectionId = view.kind === 'project' ? view.sectionId : undefined;
  return {
    items: todosOf(data),
    labelId: view.kind === 'label' ? view.labelId : undefined,
    complete: isComplete(data),
    rankOf: rankIn(outline, projectId ?? ''),
    takes: (placement) =>
      placement.projectId === projectId && (sectionId === undefined || placement.sectionId === sectionId),
    set: (items) => write(withTodos(data, items)),
  };
}

function listOfBoard(data: Board, projectId: string, outline: Outline | undefined, write: Write): Unkeyed {
  const id = projectIdOf(outline, projectId);
  return {
    items: data.columns.flatMap(({ items }) => items),
    complete: true,
    rankOf: rankIn(outline, id),
    takes: (placement) => placement.projectId === id,
    set: (items) => write(withCards(data, items)),
  };
}

function listOfFamily(data: TodoFamily, write: Write): Unkeyed {
  const items = [data.todo, ...data.subtasks, ...data.ancestors];
  const above = new Set(data.ancestors.map(({ id }) => id));
  return {
    items,
    complete: true,
    rankOf: () => 0,
    takes: ({ parentId }) => parentId !== null && !above.has(parentId) && items.some(({ id }) => id === parentId),
    head: data.todo.id,
    set: (next) =>
      write(
        withMembers(
          data,
          next.filter(({ id }) => !above.has(id)),
          next.filter(({ id }) => above.has(id)),
        ),
      ),
  };
}
