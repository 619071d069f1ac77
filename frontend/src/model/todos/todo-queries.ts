import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { latchApi, unwrap } from '../../shared/api/client';
import { pageFrom, recover, settledRead } from '../reads';
import { readBoard } from './board-read';
import type { Board, Todo, TodoFamily, TodoPage } from './todo';

/** Coming back to the tab refreshes at most this many pages; a list scrolled further down is left as it is. */
const PAGES_TO_REFRESH = 5;

/** One page after the other, with the cursor each was asked for. */
export type TodoListData = InfiniteData<TodoPage, string | null>;

/** Which todos a list is of; the last part of its key. */
export type TodoView =
  | { kind: 'project'; projectId: string; sectionId?: string | null }
  | { kind: 'label'; labelId: string }
  | { kind: 'completed' };

const root = (userId: string) => ['todos', userId] as const;
const lists = (userId: string) => [...root(userId), 'list'] as const;
const boards = (userId: string) => [...root(userId), 'board'] as const;
const families = (userId: string) => [...root(userId), 'family'] as const;

function list(userId: string, view: TodoView) {
  return infiniteQueryOptions({
    queryKey: [...lists(userId), view] as const,
    queryFn: ({ pageParam, signal }) => settledRead(userId, signal, () => fetchPage(userId, view, pageParam, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TodoPage) => page.nextCursor,
    refetchInterval: recover,
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= PAGES_TO_REFRESH,
  });
}

/** Reads of todos. Each follows the changes made before it, so that no answer takes one off the screen again. */
export const todoQueries = {
  /** The key everything of a person's todos begins with. */
  root,
  lists,
  boards,
  families,

  /**
   * The open todos of a project, a page at a time, in the order people gave them.
   * @param projectId or `inbox`
   * @param sectionId only this section, null for what is outside of any; all of the project when left out
   */
  project: (userId: string, projectId: string, sectionId?: string | null) =>
    list(userId, { kind: 'project', projectId, ...(sectionId === undefined ? {} : { sectionId }) }),

  /** The open todos with a label, newest first. */
  label: (userId: string, labelId: string) => list(userId, { kind: 'label', labelId }),

  /** What is completed, the last one first. */
  completed: (userId: string) => list(userId, { kind: 'completed' }),

  /** The first todos of the sections of a project, as far as there is room for them. */
  board: (userId: string, projectId: string) =>
    queryOptions<Board>({
      queryKey: [...boards(userId), projectId] as const,
      queryFn: ({ signal }) => readBoard(userId, projectId, signal),
      refetchInterval: recover,
    }),

  /** A todo with those it is a part of, from the top down, and its subtasks at any depth, completed ones too. */
  family: (userId: string, todoId: string) =>
    queryOptions<TodoFamily>({
      queryKey: [...families(userId), todoId] as const,
      queryFn: ({ signal }) => settledRead(userId, signal, () => fetchFamily(userId, todoId, signal)),
      refetchInterval: recover,
    }),

  /** Todos with all the words of a text, at most 20. */
  search: (userId: string, text: string) =>
    queryOptions<Todo[]>({
      queryKey: [...root(userId), 'search', text] as const,
      queryFn: async ({ signal }) => {
        const params = { path: { userId }, query: { q: text } };
        const read = () => unwrap(latchApi.GET('/api/users/{userId}/todos/search', { params, signal }));
        return (await settledRead(userId, signal, read)).items;
      },
      staleTime: 0,
    }),

  /** What the backend last said about one todo, whatever is shown meanwhile. Kept for as long as the page is. */
  acknowledged: (userId: string, todoId: string) =>
    queryOptions<Todo>({ queryKey: [...root(userId), 'acknowledged', todoId] as const, gcTime: Infinity }),
};

/** Asks for a todo and what is above and below it, now. */
export function fetchFamily(userId: string, todoId: string, signal?: AbortSignal): Promise<TodoFamily> {
  const params = { path: { userId, todoId } };
  return unwrap(latchApi.GET('/api/users/{userId}/todos/{todoId}', { params, signal }));
}

function fetchPage(userId: string, view: TodoView, cursor: string | null, signal: AbortSignal): Promise<TodoPage> {
  const page = pageFrom(cursor);
  if (view.kind === 'project') {
    const { projectId, sectionId } = view;
    const query = { ...page, ...(sectionId === undefined ? {} : { sectionId: sectionId ?? ('none' as const) }) };
    const params = { path: { userId, projectId }, query };
    return unwrap(latchApi.GET('/api/users/{userId}/projects/{projectId}/todos', { params, signal }));
  }
  if (view.kind === 'label') {
    const params = { path: { userId, labelId: view.labelId }, query: page };
    return unwrap(latchApi.GET('/api/users/{userId}/labels/{labelId}/todos', { params, signal }));
  }
  const params = { path: { userId }, query: { ...page, status: 'completed' as const } };
  return unwrap(latchApi.GET('/api/users/{userId}/todos', { params, signal }));
}
