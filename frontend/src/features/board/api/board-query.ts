import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { pageFrom, settledRead } from '../../../model/reads';
import { readBoard } from '../../../model/todos/board-read';
import type { Board, TodoPage } from '../../../model/todos/todo';
import { todoQueries } from '../../../model/todos/todo-queries';
import { latchApi, unwrap } from '../../../shared/api/client';
import { withPage } from '../board-columns';

/** The board of a project; read again, every column is read as far as it was shown. */
export function boardQuery(client: QueryClient, userId: string, projectId: string) {
  const { queryKey, ...options } = todoQueries.board(userId, projectId);
  return queryOptions<Board>({
    ...options,
    queryKey,
    queryFn: async ({ signal }) => {
      const shown = client.getQueryData<Board>(queryKey);
      const begun = shown ? shown.columns.findLastIndex(({ items }) => items.length > 0) + 1 : 0;
      return longAs(shown, await readBoard(userId, projectId, signal, begun), (sectionId, cursor) =>
        fetchColumnPage(userId, projectId, sectionId, cursor, signal),
      );
    },
  });
}

/** Asks for what follows in a column. @param sectionId null for what is outside of any */
export function fetchColumnPage(
  userId: string,
  projectId: string,
  sectionId: string | null,
  cursor: string,
  signal: AbortSignal,
): Promise<TodoPage> {
  const query = { sectionId: sectionId ?? ('none' as const), ...pageFrom(cursor) };
  const params = { path: { userId, projectId }, query };
  const url = '/api/users/{userId}/projects/{projectId}/todos' as const;
  return settledRead(userId, signal, () => unwrap(latchApi.GET(url, { params, signal })));
}

/** @returns the board with the pages that were shown before, so that nobody is thrown back to the top of a column */
async function longAs(
  shown: Board | undefined,
  fresh: Board,
  fetchPage: (sectionId: string | null, cursor: string) => Promise<TodoPage>,
): Promise<Board> {
  let board = fresh;
  for (const { sectionId, items } of shown?.columns ?? []) {
    for (;;) {
      const column = board.columns.find((one) => one.sectionId === sectionId);
      if (!column?.nextCursor || column.items.length >= items.length) break;
      board = withPage(board, sectionId, column.nextCursor, await fetchPage(sectionId, column.nextCursor));
    }
  }
  return board;
}
