import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { Board, Todo } from '../../../model/todos/todo';
import { createQueryClient } from '../../../shared/api/query-client';
import { USER_ID } from '../../../testing/fake-latch';
import { server } from '../../../testing/server';
import { aTodo } from '../../../testing/todo-builder';
import { boardQuery } from './board-query';

const PROJECT = '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d01';
const column = (sectionId: string | null, items: Todo[], nextCursor: string | null = null) => ({
  sectionId,
  items,
  nextCursor,
});
const ids = ({ columns }: Board) => columns.map(({ items }) => items.map(({ id }) => id));

/** Reads the board again. @returns it, and what was asked for */
async function readAgain(shown: Board, fresh: Board, page: Todo[] = []) {
  const asked: Record<string, string>[] = [];
  const answer = (body: object) => (info: { request: Request }) => {
    asked.push(Object.fromEntries(new URL(info.request.url).searchParams));
    return HttpResponse.json(body);
  };
  server.use(
    http.get('*/projects/:id/board', answer(fresh)),
    http.get('*/projects/:id/todos', answer({ items: page, nextCursor: null })),
  );
  const client = createQueryClient();
  const query = boardQuery(client, USER_ID, PROJECT);
  client.setQueryData(query.queryKey, shown);
  return { board: await client.fetchQuery({ ...query, staleTime: 0 }), asked };
}

describe('A board that is read again', () => {
  const [a, b, c] = [aTodo(), aTodo(), aTodo()];
  const sections = [null, 's1', 's2', 's3', 's4', 's5', 's6', 's7'];

  it('has the columns that were shown, beyond those there is room for', async () => {
    const columns = sections.map((id) => column(id, id === 's6' ? [a] : []));
    const { board, asked } = await readAgain({ columns }, { columns });
    expect(asked).toMatchObject([{ columns: '7' }]);
    expect(ids(board)).toEqual([[], [], [], [], [], [], [a.id], []]);
  });

  it('has each as far as it was shown', async () => {
    const shown = { columns: [column(null, [a, b, c])] };
    const { board, asked } = await readAgain(shown, { columns: [column(null, [a], 'behind a')] }, [b, c]);
    expect(asked[1]).toMatchObject({ sectionId: 'none', cursor: 'behind a' });
    expect(ids(board)).toEqual([[a.id, b.id, c.id]]);
  });

  it('begins no column that was not begun', async () => {
    const columns = [column(null, [a]), column('s1', [], 'the beginning of it')];
    const { asked } = await readAgain({ columns }, { columns });
    expect(asked).toHaveLength(1);
  });
});
